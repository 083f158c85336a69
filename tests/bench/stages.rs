//! Times each stage of a conversion apart, in process, on one thread: `bench-stages FILE ROUNDS`.
//!
//! Prints one JSON object: microseconds by stage, medians over the rounds, and what the document holds.

use jixiao::convert::{self, Conversion, Options, Source};
use jixiao::emit::rows::{budgets, documents, findings, indicators, tables};
use jixiao::emit::{csv, json, report};
use jixiao::wording::Lang;
use std::hint::black_box;
use std::time::Instant;

const STAGES: [&str; 6] = ["read", "tables", "normalise", "audit", "emit", "whole"];

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

    let mut times: [Vec<f64>; 6] = Default::default();
    let mut last = None;
    for round in 0..=rounds {
        let mut laps = [0.0; 6];
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
        + csv::rows::<documents::Documents>(std::iter::once(row)).len()
        + csv::rows::<tables::Tables>(tables::rows(conversion)).len()
        + csv::rows::<budgets::Budgets>(budgets::rows(conversion)).len()
        + csv::rows::<indicators::Indicators>(indicators::rows(conversion)).len()
        + csv::rows::<findings::Findings>(findings::rows(conversion, Lang::Zh)).len()
        + report::section(conversion, Lang::Zh).len()
}
