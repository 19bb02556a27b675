//! The `beadle` program: hands the command line to [`beadle::cli`] and exits with its code.

/// A turn makes and drops thousands of small values; the C library's allocator took a third of the writer's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    beadle::cli::main()
}
