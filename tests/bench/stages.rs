//! Times each stage of a conversion apart, in process, on one thread: `bench-stages FILE ROUNDS`.
//!
//! Prints one JSON object: microseconds by stage, medians over the rounds, and what the document holds. `bare` is the least that
//! a reader on hayro takes with its usual settings: every page interpreted, every glyph asked for its character, every path for
//! its bounds. `ratio` is reading plus table finding as a multiple of that, of medians of the same run; a file with a password
//! has none.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use jixiao::convert::{self, Conversion, Options, Source};
use jixiao::emit::rows::records::Records;
use jixiao::emit::rows::{budgets, documents, findings, indicators, tables};
use jixiao::emit::{json, report};
use jixiao::wording::Lang;
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use std::hint::black_box;
use std::time::Instant;

const STAGES: [&str; 7] = ["read", "tables", "normalise", "audit", "emit", "whole", "bare"];

/// Keeps what any reader has to ask for.
#[derive(Default)]
struct Bare {
    glyphs: Vec<(Option<char>, Point)>,
    paths: Vec<Rect>,
}

impl<'a> Device<'a> for Bare {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.paths.push(props.transform.transform_rect_bbox(path.bounding_box()));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_clip_rect(&mut self, _: &Rect) {}

    fn pop_clip(&mut self) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let character = match glyph.as_unicode() {
                Some(BfString::Char(character)) => Some(character),
                Some(BfString::String(text)) => text.chars().next(),
                None => None,
            };
            self.glyphs.push((character, (props.transform * glyph.transform()) * Point::ZERO));
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
}

/// The bare pass over all pages; how many glyphs and paths there were.
fn bare(bytes: &[u8]) -> Option<usize> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let cache = InterpreterCache::new();
    let mut seen = 0;
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(transform, bounds, &cache, page.xref(), InterpreterSettings::default());
        let mut device = Bare::default();
        interpret_page(page, &mut context, &mut device);
        seen += black_box(device.glyphs).len() + black_box(device.paths).len();
    }
    Some(seen)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(rounds)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: bench-stages FILE ROUNDS");
        std::process::exit(2);
    };
    let rounds: usize = rounds.parse().expect("a number of rounds");
    let bytes = std::fs::read(&file).expect("the file");
    let source = Source { name: &file, bytes: &bytes };
    let options = Options::default();

    let mut times: [Vec<f64>; 7] = Default::default();
    let mut last = None;
    for round in 0..=rounds {
        let mut laps = [0.0; 7];
        let begin = Instant::now();
        let mut lap = begin;
        let mut take = |stage: usize| {
            let now = Instant::now();
            laps[stage] = (now - lap).as_secs_f64() * 1e6;
            lap = now;
        };
        let document = convert::read(&source, &options).expect("a document");
        take(0);
        let flow = convert::tables(&document);
        take(1);
        let disclosure = convert::normalise(&flow, &options);
        take(2);
        black_box(convert::audit(&disclosure, &options));
        take(3);
        drop((document, flow, disclosure));

        let whole = Instant::now();
        let conversion = convert::convert(&source, &options).expect("a document");
        let converted = whole.elapsed().as_secs_f64() * 1e6;
        let before = Instant::now();
        black_box(emit(&conversion));
        laps[4] = before.elapsed().as_secs_f64() * 1e6;
        laps[5] = converted + laps[4];
        let before = Instant::now();
        let seen = black_box(bare(&bytes));
        laps[6] = seen.map_or(f64::NAN, |_| before.elapsed().as_secs_f64() * 1e6);
        // The first round fills caches and is left out.
        if round > 0 {
            times.iter_mut().zip(laps).for_each(|(times, lap)| times.push(lap));
        }
        last = Some(conversion);
    }

    let conversion = last.expect("at least one round");
    let forms = &conversion.disclosure.forms;
    let mut out = serde_json::json!({
        "pages": conversion.pages,
        "tables": forms.len(),
        "indicators": forms.iter().map(|form| form.indicators.len()).sum::<usize>(),
    });
    for (stage, times) in STAGES.iter().zip(&mut times) {
        times.sort_by(f64::total_cmp);
        out[*stage] = serde_json::json!(times[times.len() / 2]);
    }
    let median = |stage: &str| out[stage].as_f64();
    if let (Some(read), Some(tables), Some(bare)) = (median("read"), median("tables"), median("bare")) {
        out["ratio"] = serde_json::json!((read + tables) / bare);
    }
    println!("{out}");
}

/// Everything that a run writes for one document.
fn emit(conversion: &Conversion) -> usize {
    let row = documents::Row {
        source: &conversion.name,
        output: "",
        sha256: Some(&conversion.sha256),
        bytes: Some(conversion.size),
        result: Ok(conversion),
        seconds: None,
    };
    json::json(conversion).len()
        + Records::of::<documents::Documents>(std::iter::once(row)).size()
        + Records::of::<tables::Tables>(tables::rows(conversion)).size()
        + Records::of::<budgets::Budgets>(budgets::rows(conversion)).size()
        + Records::of::<indicators::Indicators>(indicators::rows(conversion)).size()
        + Records::of::<findings::Findings>(findings::rows(conversion, Lang::Zh)).size()
        + report::section(conversion, Lang::Zh).len()
}
