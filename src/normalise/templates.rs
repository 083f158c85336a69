//! Templates: what one kind of form is recognised by, and the words it uses in its own way. One TOML file each.

use crate::normalise::regions::Region;
use crate::normalise::vocabulary::{Source, Vocabulary};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// The words that all templates share.
const VOCABULARY: &str = include_str!("templates/vocabulary.toml");

/// The built-in templates: name and text.
const BUILT_IN: [(&str, &str); 21] = [
    ("chongqing-department-self-evaluation.toml", include_str!("templates/chongqing-department-self-evaluation.toml")),
    ("department-self-evaluation.toml", include_str!("templates/department-self-evaluation.toml")),
    ("department-target.toml", include_str!("templates/department-target.toml")),
    ("fund-self-evaluation.toml", include_str!("templates/fund-self-evaluation.toml")),
    ("guangxi-application.toml", include_str!("templates/guangxi-application.toml")),
    ("hubei-cost-composition.toml", include_str!("templates/hubei-cost-composition.toml")),
    ("hunan-department.toml", include_str!("templates/hunan-department.toml")),
    ("hunan-project.toml", include_str!("templates/hunan-project.toml")),
    ("model-goals.toml", include_str!("templates/model-goals.toml")),
    ("overall-evaluation.toml", include_str!("templates/overall-evaluation.toml")),
    ("project-application.toml", include_str!("templates/project-application.toml")),
    ("project-self-evaluation.toml", include_str!("templates/project-self-evaluation.toml")),
    ("project-target.toml", include_str!("templates/project-target.toml")),
    ("project-target-two-terms.toml", include_str!("templates/project-target-two-terms.toml")),
    ("shanghai-application.toml", include_str!("templates/shanghai-application.toml")),
    ("sichuan-self-evaluation.toml", include_str!("templates/sichuan-self-evaluation.toml")),
    ("sign-value-unit.toml", include_str!("templates/sign-value-unit.toml")),
    ("system-list.toml", include_str!("templates/system-list.toml")),
    ("transfer-target.toml", include_str!("templates/transfer-target.toml")),
    ("wide-list.toml", include_str!("templates/wide-list.toml")),
    ("yunnan-self-evaluation.toml", include_str!("templates/yunnan-self-evaluation.toml")),
];

/// Points of evidence for a title.
const TITLE: u32 = 6;
/// Points against, for a label that the form should not have.
const AGAINST: u32 = 4;

/// What is needed at least to be taken for a template's form.
const ENOUGH: u32 = 10;

/// A set of templates with the vocabulary they share.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Shared words, and those of the templates that are not built in.
    vocabulary: Vocabulary,
    templates: Vec<Template>,
    /// The labels that templates know, numbered, so that those of a form are looked up once and not for each template.
    numbers: FxHashMap<String, usize>,
}

/// One kind of form.
#[derive(Debug)]
pub struct Template {
    /// Its name, as `Form.template` gives it.
    pub name: String,
    /// Where forms of this kind are published and what the template was derived from.
    pub source: String,
    /// Words that its titles hold.
    titles: Vec<String>,
    /// Labels and column headers that it prints, by number, with the points that each gives: rare ones more.
    labels: Vec<(usize, u32)>,
    /// Labels and column headers that speak against it.
    without: Vec<usize>,
    /// The vocabulary with the template's own words, where it has any.
    words: Option<Vocabulary>,
}

/// A template file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    source: String,
    #[serde(default)]
    titles: Vec<String>,
    labels: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    words: Option<Source>,
}

/// The template that fits best, and by how much.
pub(super) struct Recognised<'a> {
    template: Option<&'a Template>,
    /// Points of evidence before the second best.
    pub(super) margin: u32,
}

impl<'a> Recognised<'a> {
    pub(super) fn name(&self) -> &str {
        self.template.map_or("", |template| template.name.as_str())
    }

    pub(super) fn words(&self) -> Option<&'a Vocabulary> {
        self.template.and_then(|template| template.words.as_ref())
    }
}

impl Catalogue {
    /// The templates that are compiled in.
    pub fn built_in() -> &'static Catalogue {
        static CATALOGUE: LazyLock<Catalogue> =
            LazyLock::new(|| Catalogue::with(&[]).expect("the built-in templates are read by a test"));
        &CATALOGUE
    }

    /// The built-in templates and further ones, by file name and text. Fails with a sentence that names the file.
    pub fn with(more: &[(&str, &str)]) -> Result<Catalogue, String> {
        let mut catalogue = Catalogue::default();
        let source: Source = toml::from_str(VOCABULARY).map_err(|error| format!("vocabulary.toml: {error}"))?;
        catalogue.vocabulary.add(&source).map_err(|error| format!("vocabulary.toml: {error}"))?;
        for (file, text) in &BUILT_IN {
            catalogue.add(text).map_err(|error| format!("{file}: {error}"))?;
        }
        let mut own = Vec::new();
        for (file, text) in more {
            own.extend(catalogue.add(text).map_err(|error| format!("{file}: {error}"))?);
        }
        // A form that no built-in template covers is found by the words of its own. They were checked as they were read.
        for words in &own {
            catalogue.vocabulary.add(words)?;
        }
        catalogue.weigh();
        Ok(catalogue)
    }

    /// Adds a template; returns the words of its own.
    fn add(&mut self, text: &str) -> Result<Option<Source>, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let words = match &file.words {
            Some(source) => {
                let mut words = self.vocabulary.clone();
                words.add(source)?;
                Some(words)
            }
            None => None,
        };
        let mut number = |label: &String| {
            let next = self.numbers.len();
            *self.numbers.entry(super::label::Label::of(label).bare).or_insert(next)
        };
        self.templates.push(Template {
            name: file.name,
            source: file.source,
            titles: file.titles,
            labels: file.labels.iter().map(|label| (number(label), 0)).collect(),
            without: file.without.iter().map(number).collect(),
            words,
        });
        Ok(file.words)
    }

    /// A label that one template alone prints says more than one that most print.
    fn weigh(&mut self) {
        let mut printing = vec![0; self.numbers.len()];
        for (label, _) in self.templates.iter().flat_map(|template| &template.labels) {
            printing[*label] += 1;
        }
        for template in &mut self.templates {
            for (label, points) in &mut template.labels {
                *points = match printing[*label] {
                    0 | 1 => 3,
                    2 | 3 => 2,
                    _ => 1,
                };
            }
        }
    }

    /// All templates, in order.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The template that a form's title and labels speak for most.
    pub(super) fn recognise(&self, region: &Region) -> Recognised<'_> {
        let mut printed = vec![false; self.numbers.len()];
        for cell in region.sheet.cells.iter().filter(|cell| !cell.label.is_empty()) {
            if let Some(label) = self.numbers.get(&cell.label.bare) {
                printed[*label] = true;
            }
        }
        let cell = region.title.map(|cell| region.sheet.cells[cell].text.as_str());
        let above = region
            .lines
            .iter()
            .rev()
            .chain(region.shared.iter().rev())
            .find_map(|line| super::heading::title(&self.vocabulary, &line.text));
        let title = cell.or(above).unwrap_or_default();
        let mut best: (u32, Option<&Template>) = (0, None);
        let mut second = 0;
        for template in &self.templates {
            let points = template.evidence(title, &printed);
            if points > best.0 {
                second = best.0;
                best = (points, Some(template));
            } else {
                second = second.max(points);
            }
        }
        let template = best.1.filter(|_| best.0 >= ENOUGH);
        Recognised { template, margin: if template.is_some() { best.0 - second } else { 0 } }
    }
}

impl Template {
    fn evidence(&self, title: &str, printed: &[bool]) -> u32 {
        let titled = self.titles.iter().any(|words| words.split('+').all(|word| title.contains(word)));
        let present: u32 = self.labels.iter().filter(|(label, _)| printed[*label]).map(|(_, points)| points).sum();
        let against = self.without.iter().filter(|label| printed[**label]).count();
        let points = present + if titled { TITLE } else { 0 };
        points.saturating_sub(u32::try_from(against).unwrap_or(0) * AGAINST)
    }
}
