//! The `beadle` program: hands the command line to [`beadle::cli`] and exits with its code.

fn main() -> std::process::ExitCode {
    beadle::cli::main()
}
