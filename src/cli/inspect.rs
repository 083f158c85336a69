//! `jixiao inspect`: one page as it was read, for whoever debugs a layout.

use super::args::Inspect;
use super::console;
use crate::batch::{isolate, models, write};
use crate::convert::{self, Options, Source};
use crate::emit::svg;
use crate::error::Error;
use crate::read::document::{Content, Document};
use crate::spare;
use crate::tables::flow::{Block, Flow};
use std::process::ExitCode;

/// Draws a page into a file and says what stands on it.
pub fn run(args: &Inspect) -> ExitCode {
    match draw(args) {
        Ok(lines) => {
            console::lines(lines);
            ExitCode::SUCCESS
        }
        Err(cause) => {
            console::error(args.file.display(), cause);
            ExitCode::from(2)
        }
    }
}

fn draw(args: &Inspect) -> Result<Vec<String>, String> {
    let bytes = std::fs::read(&args.file).map_err(|error| format!("cannot be read ({error})"))?;
    let name = args.file.to_string_lossy();
    let source = Source { name: &name, bytes: &bytes };
    let ocr = models::folder(args.ocr_models.as_deref()).and_then(|folder| models::find(&folder));
    let options = Options { password: args.password.clone(), ocr, ..Options::default() };
    let (document, flow) = on_deep_stack(|| {
        let document = convert::read(&source, &options)?;
        let flow = convert::tables(&document);
        Ok((document, flow))
    })
    .map_err(|error| error.to_string())?;
    let Content::Pages(pages) = &document.content else {
        return Err("a text form has no pages to draw; inspect takes PDF".to_owned());
    };
    let page = pages.iter().find(|page| page.number == args.page);
    let page = page.ok_or_else(|| format!("there is no page {}; the document has {}", args.page, pages.len()))?;
    let path = args.output.clone().unwrap_or_else(|| format!("page-{}.svg", args.page).into());
    write::atomically(&path, svg::page(page, &flow).as_bytes())
        .map_err(|error| format!("cannot write {}: {}", path.display(), write::cause(&error)))?;
    let tables = tables_on(&flow, args.page);
    Ok(vec![
        format!("page        {} of {}, {:.0} × {:.0} pt", page.number, pages.len(), page.width, page.height),
        format!(
            "characters  {} shown, {} hidden, {} in an invisible text layer",
            page.glyphs.len(),
            page.hidden_characters,
            page.invisible.len()
        ),
        format!("rulings     {}", page.rulings.len()),
        format!("images      {}", page.images.len()),
        format!("tables      {tables}"),
        format!("drawn to    {}", path.display()),
    ])
}

fn tables_on(flow: &Flow, page: u32) -> usize {
    flow.blocks.iter().filter(|block| matches!(block, Block::Table(table) if table.pages.contains(&page))).count()
}

/// Runs the stages where a panic or deep recursion in them does no harm.
fn on_deep_stack<'a>(
    work: impl FnOnce() -> Result<(Document, Flow), Error> + Send + 'a,
) -> Result<(Document, Flow), Error> {
    let internal = |cause: &str| Error::Internal { page: 0, cause: cause.to_owned() };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(spare::STACK);
        let thread = thread.spawn_scoped(scope, || isolate::guarded(work)).map_err(|_| internal("no thread"))?;
        thread.join().unwrap_or_else(|_| Err(internal("panic")))
    })
}
