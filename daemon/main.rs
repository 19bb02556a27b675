//! The `beadle` program: hands the command line to [`beadle::cli`] and exits with its code.

/// A turn makes and drops thousands of small values; the C library's allocator took a third of the writer's time. How much
/// memory it keeps for later the unit says (`_RJEM_MALLOC_CONF` in `systemd/beadle.service`).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    beadle::cli::main()
}
