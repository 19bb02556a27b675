//! `beadle demo`: a small company on mail folders, run by the real daemon, with a story told through the real intake.
//!
//! The folder holds everything: configuration, process files, templates, a Maildir for each person, and the store. Its
//! clock begins at the story's first day, is put forward from event to event while the story is told, and stands still
//! while the demo is down, so that a second start goes on where the first one was. Story and company are files of
//! `tests/demo/`: the code knows neither.

mod laid;
mod place;
mod post;
pub(super) mod reply;
mod tour;
mod watch;

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::exit::{Done, Exit};
use super::reach::{Place, runtime};
use super::run;
use crate::service::clock::Clock;
use place::Progress;
use tour::Tour;
use watch::Watch;

/// Prints a line. Where nobody reads any longer (`| head`) the demo goes on: the letters lie in the folders.
fn say(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The clock is written down this often while nothing happens.
const SAVE_EVERY: Duration = Duration::from_secs(1);

pub(super) fn start(dir: &Path, speed: f64, once: bool) -> Done {
    if !(speed.is_finite() && (0.001..=1_000_000.0).contains(&speed)) {
        return Err(Exit::usage("--speed is a number from 0.001 to 1000000"));
    }
    runtime()?.block_on(tell(dir, speed, once || !std::io::stdout().is_terminal()))
}

async fn tell(dir: &Path, speed: f64, once: bool) -> Done {
    // First of all, so that Ctrl-C ends it cleanly from its first moment.
    let end = run::until_told()?;
    let kept = place::set_up(dir)?;
    if !kept.is_empty() {
        eprintln!("{}", place::of_an_older_version(dir, &kept));
    }
    let place = Place::of(&place::config(dir))?;
    if !place.config.is_local() {
        let message = "the demo's clock does not keep real time, so it speaks to no server: set [[mailbox]] and \
                       [outgoing] of its beadle.toml to kind = \"maildir\"";
        return Err(Exit::new(78, message));
    }
    run::log(place.config.log);
    let scenario = place::story()?;
    let progress = Progress::load(dir, &scenario)?;
    let clock = Clock::scaled(progress.now, speed);
    let ready = run::ready(place, clock.clone(), None).await;
    let mut daemon = ready.map_err(|exit| match exit.code {
        78 => exit.and(place::not_with_these_files(dir)),
        _ => exit,
    })?;
    let watch = Arc::new(Watch::new(dir, &daemon)?);
    // A demo that was killed wrote its progress down before the newest record.
    watch.last().into_iter().for_each(|last| clock.jump(last));
    daemon.observer = Some(watch.observer());
    daemon.notify = false;
    let stop = CancellationToken::new();
    let service = tokio::spawn(crate::service::run(daemon, stop.clone()));
    let mut tour = Tour::new(dir, scenario, clock, watch, progress, end.clone());
    let told = tour.tell().await;
    if told.is_ok() && !end.is_cancelled() {
        say(format_args!("\n{}", place::outro(dir)));
        if !once {
            let mut tick = tokio::time::interval(SAVE_EVERY);
            while !end.is_cancelled() && !service.is_finished() {
                tokio::select! {
                    () = end.cancelled() => {}
                    _ = tick.tick() => tour.save()?,
                }
            }
        }
    }
    stop.cancel();
    let ended = service.await.map_err(|error| Exit::new(70, error))?;
    tour.save()?;
    ended.map_err(run::failed)?;
    told
}
