//! What holds for every registered rule.

use jixiao::audit::{self, Settings};
use std::collections::BTreeSet;

#[test]
fn ids_are_unique_and_well_formed() {
    let mut seen = BTreeSet::new();
    for rule in audit::registry() {
        assert!(seen.insert(rule.id), "{} is registered twice", rule.id);
        let fine = rule.id.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
        assert!(fine && rule.id.contains('-'), "{} is no id", rule.id);
    }
}

#[test]
fn every_rule_is_documented_in_both_languages() {
    for rule in audit::registry() {
        let explanation = &rule.explanation;
        let texts = [rule.name, explanation.checks, explanation.matters, explanation.example, explanation.advice];
        for text in
            texts.iter().chain(explanation.source.iter()).chain(rule.messages.iter().map(|message| &message.text))
        {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{} lacks words", rule.id);
            assert!(text.zh.chars().any(|c| c > '\u{4e00}'), "{}: not Chinese: {}", rule.id, text.zh);
        }
        assert!(
            rule.messages.first().is_some_and(|message| message.variant.is_empty()),
            "{} lacks its usual message",
            rule.id
        );
        let arguments = |text: &str| -> BTreeSet<String> {
            text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
        };
        for message in rule.messages {
            assert_eq!(arguments(message.text.zh), arguments(message.text.en), "{} differs between languages", rule.id);
        }
    }
}

#[test]
fn quality_rules_are_never_errors() {
    for rule in audit::registry() {
        let is_quality = rule.group == audit::Group::Quality;
        assert!(!is_quality || rule.severity != audit::Severity::Error, "{} is an error", rule.id);
        assert_eq!(is_quality, rule.id.starts_with("Q-"), "{} is in the wrong group", rule.id);
    }
}

#[test]
fn settings_select_by_id_lead_and_group() {
    let runs = |select: &[&str], ignore: &[&str]| -> Vec<&str> {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let settings = Settings { select: own(select), ignore: own(ignore), ..Settings::default() };
        audit::registry().iter().filter(|rule| settings.runs(rule)).map(|rule| rule.id).collect()
    };
    assert_eq!(runs(&["W-PEER"], &[]), ["W-PEER"]);
    assert!(runs(&["BUD"], &[]).iter().all(|id| id.starts_with("BUD-")) && runs(&["BUD"], &[]).len() > 5);
    assert!(runs(&["weights"], &["W-L1"]).contains(&"W-TOTAL-90"));
    assert!(!runs(&["weights"], &["W-L1"]).iter().any(|id| *id == "W-L1" || *id == "W-L1-LABEL"));
    let settings: Settings = toml::from_str(
        "select = ['BUD', 'NONSENSE']\n[severity]\nW-L1 = 'warning'\nGONE = 'info'\n[tolerance]\nmoney = '0.5'\n",
    )
    .expect("settings");
    assert_eq!(settings.unknown(), ["NONSENSE", "GONE"]);
    assert_eq!(settings.tolerance.money.to_string(), "0.5");
}
