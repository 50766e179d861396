//! Words of Arabic and English for members of vocabularies, by which search finds what they are said of.

use super::event::{IncidentKind, SanctionAction, SanctionMeasure};
use super::evidence::Qualifier;
use super::legal_instrument::LegalInstrumentKind;
use super::relationship::RelationshipKind;

/// What a member of a vocabulary is called in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    /// The tag of the language.
    pub language: &'static str,
    /// Usual words for it, separated by commas; empty if it has none of its own.
    words: &'static str,
}

impl Wording {
    /// The usual words, one by one.
    pub fn each(self) -> impl Iterator<Item = &'static str> {
        self.words.split(['،', ',']).map(str::trim).filter(|words| !words.is_empty())
    }
}

/// A vocabulary with words for its members.
pub trait Worded: Copy {
    /// The words for it in Arabic, then in English.
    fn in_both_languages(self) -> (&'static str, &'static str);

    /// The same, each with its language.
    fn wordings(self) -> [Wording; 2] {
        let (arabic, english) = self.in_both_languages();
        [Wording { language: "ar", words: arabic }, Wording { language: "en", words: english }]
    }
}

impl Worded for SanctionAction {
    fn in_both_languages(self) -> (&'static str, &'static str) {
        match self {
            Self::Proposed => ("اقتراح عقوبات", "proposal of sanctions, proposed sanctions"),
            Self::Blocked => ("منع العقوبات، عرقلة العقوبات، تعطيل الإدراج", "sanctions blocked, veto, hold"),
            Self::Imposed => ("فرض عقوبات، إدراج في قائمة العقوبات", "sanctions imposed, listing, designation"),
            Self::Amended => ("تعديل العقوبات", "sanctions amended, amendment of sanctions"),
            Self::Eased => ("تخفيف العقوبات", "sanctions eased, easing of sanctions, relief"),
            Self::Lifted => ("رفع العقوبات، شطب من قائمة العقوبات", "sanctions lifted, delisting, removal"),
        }
    }
}

impl Worded for SanctionMeasure {
    fn in_both_languages(self) -> (&'static str, &'static str) {
        match self {
            Self::AssetFreeze => {
                ("تجميد الأرصدة، تجميد الأموال، تجميد الأصول", "asset freeze, freezing of assets, frozen funds")
            }
            Self::TravelBan => ("حظر السفر، منع السفر، منع الدخول", "travel ban, entry ban"),
            Self::ArmsEmbargo => ("حظر السلاح، حظر توريد الأسلحة", "arms embargo, weapons embargo"),
            Self::TradeRestriction => {
                ("قيود تجارية، حظر التصدير والاستيراد", "trade restriction, trade ban, export and import ban")
            }
            Self::DirectorDisqualification => ("منع من إدارة الشركات", "director disqualification"),
            Self::TrustServices => ("حظر خدمات الصناديق الاستئمانية", "trust services ban"),
            Self::FinancialRestriction => ("قيود مالية، حظر القروض", "financial restriction, loans ban"),
            Self::InvestmentBan => ("حظر الاستثمار", "investment ban"),
            Self::BusinessRestriction => ("قيود على الأعمال", "business restriction"),
            Self::InternetServices => ("قيود على خدمات الإنترنت", "internet services restriction"),
            Self::Shipping => ("قيود على السفن، حظر الشحن البحري", "shipping restriction, shipping ban"),
            Self::PortEntry => ("حظر دخول الموانئ", "port entry ban, port ban"),
            Self::Transport => ("قيود على النقل، حظر الطيران", "transport restriction, flight ban"),
            Self::Other => ("", ""),
        }
    }
}

impl Worded for IncidentKind {
    fn in_both_languages(self) -> (&'static str, &'static str) {
        match self {
            Self::MilitaryOperation => {
                ("عملية عسكرية، هجوم، معركة، حملة عسكرية", "military operation, offensive, attack, battle, campaign")
            }
            Self::ViolenceAgainstCivilians => {
                ("عنف ضد المدنيين، انتهاكات، جرائم", "violence against civilians, abuses, atrocities, crimes")
            }
            Self::Execution => ("إعدام، تصفية، قتل خارج القانون", "execution, extrajudicial killing"),
            Self::AssassinationAttempt => ("محاولة اغتيال", "assassination attempt, attempted assassination"),
            Self::Discovery => ("اكتشاف، عثور", "discovery, finding"),
            Self::ForeignIntervention => ("تدخل أجنبي، تدخل خارجي", "foreign intervention, foreign interference"),
            Self::Blockade => ("حصار، إغلاق، وقف التصدير", "blockade, shutdown, closure, siege"),
            Self::Meeting => ("اجتماع، لقاء، محادثات", "meeting, talks"),
            Self::Call => ("اتصال هاتفي، مكالمة", "phone call, telephone call"),
            Self::Visit => ("زيارة", "visit, trip"),
            Self::Conference => ("مؤتمر، قمة", "conference, summit"),
            Self::Outreach => ("تقارب، سعي إلى تحالف", "outreach, rapprochement"),
            Self::Statement => ("بيان، تصريح، إعلان", "statement, declaration, announcement"),
            Self::Decision => ("قرار", "decision, order"),
            Self::Accession => ("انضمام إلى معاهدة", "accession to a treaty"),
            Self::Other => ("", ""),
        }
    }
}

impl Worded for RelationshipKind {
    /// Of the kinds that say what somebody is to another.
    fn in_both_languages(self) -> (&'static str, &'static str) {
        match self {
            Self::Leads => ("زعيم، قائد، رئيس", "leader, head"),
            Self::Commands => ("قائد", "commander"),
            Self::SpokespersonOf => ("المتحدث باسم، الناطق باسم", "spokesperson, spokesman, spokeswoman"),
            Self::Represents => ("ممثل، مندوب، مبعوث", "representative, envoy"),
            Self::Owns => ("مالك", "owner"),
            Self::HoldsOffice
            | Self::MemberOf
            | Self::PartOf
            | Self::EmployedBy
            | Self::Supports
            | Self::Opposes
            | Self::AlliedWith
            | Self::Family
            | Self::Associate
            | Self::Linked => ("", ""),
        }
    }
}

impl Worded for LegalInstrumentKind {
    fn in_both_languages(self) -> (&'static str, &'static str) {
        match self {
            Self::Resolution => ("قرار، قرار أممي، قرار دولي", "resolution"),
            Self::ExecutiveOrder => ("أمر تنفيذي، أمر رئاسي، أمر", "executive order, presidential order, order, EO"),
            Self::Law => ("قانون", "law, act, statute"),
            Self::Regulation => ("لائحة، نظام", "regulation, regulations"),
            Self::Decision => ("قرار، مقرر", "decision"),
            Self::Treaty => ("اتفاقية، معاهدة", "treaty, convention"),
            Self::Protocol => ("بروتوكول", "protocol"),
            Self::Other => ("", ""),
        }
    }
}

impl Worded for Qualifier {
    /// What is said before a number, or in place of one.
    fn in_both_languages(self) -> (&'static str, &'static str) {
        match self {
            Self::Exactly => ("", ""),
            Self::About => ("نحو", "about"),
            Self::AtLeast => ("ما لا يقل عن", "at least"),
            Self::MoreThan => ("أكثر من", "more than"),
            Self::AtMost => ("ما لا يزيد على", "at most"),
            Self::Dozens => ("عشرات", "dozens of"),
            Self::Hundreds => ("مئات", "hundreds of"),
            Self::Thousands => ("آلاف", "thousands of"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    fn lack<V: Vocabulary + Worded>() -> Vec<&'static str> {
        let lacks_one = |member: &&V| {
            let (arabic, english) = member.in_both_languages();
            arabic.is_empty() || english.is_empty()
        };
        V::ALL.iter().filter(lacks_one).map(|member| member.word()).collect()
    }

    #[test]
    fn members_have_words_in_both_languages() {
        assert_eq!(lack::<SanctionAction>(), Vec::<&str>::new());
        assert_eq!(lack::<SanctionMeasure>(), ["OTHER"]);
        assert_eq!(lack::<IncidentKind>(), ["OTHER"]);
        assert_eq!(lack::<LegalInstrumentKind>(), ["OTHER"]);
        assert_eq!(lack::<Qualifier>(), ["EXACTLY"]);
    }

    #[test]
    fn words_are_told_apart() {
        let [arabic, english] = SanctionMeasure::TravelBan.wordings();
        assert_eq!(arabic.each().next(), Some("حظر السفر"));
        assert_eq!(english.each().collect::<Vec<_>>(), ["travel ban", "entry ban"]);
        assert_eq!(SanctionMeasure::Other.wordings()[0].each().count(), 0);
    }
}
