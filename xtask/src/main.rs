//! The project's own commands: `cargo xtask NAME`. Without a name it lists them.

use std::process::{Command, ExitCode};

/// Name, one line of explanation, what runs.
type Task = (&'static str, &'static str, fn() -> Result<(), String>);

const TASKS: &[Task] = &[("test", "check format, lints and documentation, and run every test", test)];

fn main() -> ExitCode {
    let name = std::env::args().nth(1);
    let Some((_, _, task)) = TASKS.iter().find(|(known, _, _)| Some(*known) == name.as_deref()) else {
        for (name, line, _) in TASKS {
            println!("cargo xtask {name:<10} {line}");
        }
        return if name.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    match task() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn test() -> Result<(), String> {
    run("cargo", &["fmt", "--all", "--check"])?;
    run("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    run("cargo", &["test", "--workspace"])
}

fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    println!("> {program} {}", arguments.join(" "));
    match Command::new(program).args(arguments).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("{program} {} failed; its message stands above", arguments.join(" "))),
        Err(error) => Err(format!("{program} could not be started ({error}); install it and run this again")),
    }
}
