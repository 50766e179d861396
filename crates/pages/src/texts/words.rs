//! The vocabularies of the domain in English and Arabic.
//!
//! Arabic words avoid verbs, whose forms follow the gender of the subject: it is not known.

use sanad_model::{
    ArticleKind, IdentifierKind, IncidentKind, LegalInstrumentKind, NameKind, OrganizationType, PartyType,
    PlaceRelationshipKind, Qualifier, RelationshipKind, Role, SanctionAction, SanctionMeasure, SanctionState,
    SearchField, SearchMatchKind, Stance, SupportKind,
};

use sanad_names::NameLikeness;

use crate::address::SearchGroup;
use crate::locale::Lang;
use crate::views::Shortcut;

/// A word with a text in both languages.
pub trait Worded: Copy {
    /// English and Arabic.
    fn texts(self) -> (&'static str, &'static str);
}

/// The text of a word.
pub fn word(lang: Lang, word: impl Worded) -> &'static str {
    let (en, ar) = word.texts();
    lang.pick(en, ar)
}

/// Gives each member of a vocabulary its texts. One that is missing does not compile.
macro_rules! worded {
    ($($vocabulary:ident { $($member:ident: $en:literal, $ar:literal;)+ })+) => {
        $(impl Worded for $vocabulary {
            fn texts(self) -> (&'static str, &'static str) {
                match self { $(Self::$member => ($en, $ar)),+ }
            }
        })+
    };
}

worded! {
    Shortcut {
        Search: "Go to the search", "الانتقال إلى البحث";
        DayBack: "Go back to the last day on which something happened", "العودة إلى اليوم السابق الذي حدث فيه شيء";
        DayForth: "Go forward to the next day on which something happened", "الانتقال إلى اليوم التالي الذي حدث فيه شيء";
        List: "Show this list", "عرض هذه القائمة";
        Leave: "Leave a field, or close this list", "مغادرة الحقل أو إغلاق هذه القائمة";
        Suggestions: "Go through the suggestions", "التنقل بين الاقتراحات";
        TakeSuggestion: "Take the marked one", "اختيار الاقتراح المحدد";
        Nearest: "Go to the nearest party in that direction", "الانتقال إلى أقرب طرف في ذلك الاتجاه";
        Open: "Open the network of the party", "فتح شبكة الطرف";
        Expand: "Add its links", "إضافة روابطه";
        Zoom: "Zoom in, zoom out", "تقريب، إبعاد";
        Whole: "Show the whole network", "عرض الشبكة كلها";
    }
    SanctionState {
        Nothing: "none yet", "لم تُقترح بعد";
        Proposed: "proposed", "مقترحة";
        Blocked: "blocked", "معطّلة";
        Imposed: "in force", "سارية";
        Eased: "in force, eased", "سارية مع تخفيف";
        Expired: "expired", "منتهية المدّة";
        Lifted: "lifted", "مرفوعة";
    }
    SanctionAction {
        Proposed: "proposed", "اقتراح";
        Blocked: "blocked", "عرقلة";
        Imposed: "imposed", "فرض";
        Amended: "amended", "تعديل";
        Eased: "eased", "تخفيف";
        Lifted: "lifted", "رفع";
    }
    SanctionMeasure {
        AssetFreeze: "asset freeze", "تجميد الأصول";
        TravelBan: "travel ban", "حظر السفر";
        ArmsEmbargo: "arms embargo", "حظر السلاح";
        TradeRestriction: "trade restrictions", "قيود على التجارة";
        DirectorDisqualification: "ban on directing companies", "حظر إدارة الشركات";
        TrustServices: "ban on trust services", "حظر الخدمات الائتمانية";
        FinancialRestriction: "financial restrictions", "قيود مالية";
        InvestmentBan: "investment ban", "حظر الاستثمار";
        BusinessRestriction: "business restrictions", "قيود على الأعمال";
        InternetServices: "internet restrictions", "قيود على خدمات الإنترنت";
        Shipping: "shipping restrictions", "قيود على الشحن البحري";
        PortEntry: "ban from ports", "حظر دخول الموانئ";
        Transport: "transport restrictions", "قيود على النقل";
        Other: "other measures", "تدابير أخرى";
    }
    IncidentKind {
        MilitaryOperation: "military operation", "عملية عسكرية";
        ViolenceAgainstCivilians: "violence against civilians", "عنف ضد المدنيين";
        Execution: "execution", "إعدام";
        AssassinationAttempt: "attempted assassination", "محاولة اغتيال";
        Discovery: "discovery", "اكتشاف";
        ForeignIntervention: "foreign intervention", "تدخل أجنبي";
        Blockade: "blockade", "إغلاق";
        Meeting: "meeting", "اجتماع";
        Call: "call", "مكالمة";
        Visit: "visit", "زيارة";
        Conference: "conference", "مؤتمر";
        Outreach: "outreach", "سعي إلى التقارب";
        Statement: "statement", "تصريح";
        Decision: "decision", "قرار";
        Accession: "accession", "انضمام إلى معاهدة";
        Other: "event", "حدث";
    }
    Role {
        Proposer: "proposed it", "صاحب الاقتراح";
        Blocker: "blocked it", "صاحب العرقلة";
        Imposer: "decided it", "صاحب القرار";
        Target: "target", "المستهدف";
        Host: "host", "المضيف";
        Participant: "took part", "مشارك";
        Accused: "accused", "متهم";
        Victim: "victim", "ضحية";
        Investigator: "investigated", "محقق";
        Speaker: "spoke", "متحدث";
        Addressee: "addressed", "مخاطَب";
        Other: "other role", "دور آخر";
    }
    Stance {
        Reports: "reported", "خبر";
        Alleges: "alleged", "ادّعاء";
        Confirms: "confirmed", "تأكيد";
        Denies: "denied", "نفي";
        Plans: "planned", "نيّة";
    }
    Qualifier {
        Exactly: "{n}", "{n}";
        About: "about {n}", "نحو {n}";
        AtLeast: "at least {n}", "{n} على الأقل";
        MoreThan: "more than {n}", "أكثر من {n}";
        AtMost: "at most {n}", "{n} على الأكثر";
        Dozens: "dozens", "عشرات";
        Hundreds: "hundreds", "مئات";
        Thousands: "thousands", "آلاف";
    }
    ArticleKind {
        Article: "Article", "مقالة";
        Edition: "Edition of a list", "طبعة من قائمة";
        LegalAct: "Legal act", "نص قانوني";
        Statement: "Statement", "بيان";
    }
    IdentifierKind {
        ListEntry: "list entry", "رقم القيد في القائمة";
        Passport: "passport", "جواز سفر";
        NationalId: "national ID", "رقم الهوية";
        TaxNumber: "tax number", "الرقم الضريبي";
        Registration: "registration", "رقم التسجيل";
        Imo: "IMO number", "رقم المنظمة البحرية الدولية";
        Mmsi: "MMSI", "رقم النداء البحري";
        Lei: "LEI", "معرّف الكيان القانوني";
        SwiftBic: "SWIFT code", "رمز سويفت";
        Wallet: "wallet", "محفظة رقمية";
        Wikidata: "Wikidata", "ويكي بيانات";
        Other: "other number", "رقم آخر";
    }
    LegalInstrumentKind {
        Resolution: "Resolution", "قرار";
        ExecutiveOrder: "Executive order", "أمر تنفيذي";
        Law: "Law", "قانون";
        Regulation: "Regulation", "لائحة";
        Decision: "Decision", "قرار";
        Treaty: "Treaty", "معاهدة";
        Protocol: "Protocol", "بروتوكول";
        Other: "Legal instrument", "صك قانوني";
    }
    OrganizationType {
        State: "State", "دولة";
        Government: "Government", "حكومة";
        Ministry: "Ministry", "وزارة";
        Agency: "Public body", "هيئة عامة";
        ArmedForces: "Armed forces", "قوات مسلحة";
        ArmedGroup: "Armed group", "جماعة مسلحة";
        Intergovernmental: "Intergovernmental organization", "منظمة دولية";
        Mission: "Mission", "بعثة";
        Court: "Court", "محكمة";
        Committee: "Committee", "لجنة";
        Forum: "Forum", "منتدى";
        Media: "Publisher", "وسيلة إعلام";
        Company: "Company", "شركة";
        DescribedGroup: "Group that sources only describe", "جماعة تصفها المصادر ولا تسمّيها";
        Other: "Organization", "منظمة";
    }
    PartyType {
        Person: "Person", "شخص";
        Organization: "Organization", "منظمة";
        Vessel: "Vessel", "سفينة";
        Aircraft: "Aircraft", "طائرة";
    }
    NameKind {
        Primary: "usual name", "الاسم المعتاد";
        Alias: "also", "اسم آخر";
        Former: "former name", "اسم سابق";
        Weak: "weak alias", "اسم ضعيف الدلالة";
    }
    PlaceRelationshipKind {
        Controls: "controls", "السيطرة على";
    }
    SearchField {
        Name: "name", "اسم";
        Headline: "headline", "عنوان";
        Title: "title", "عنوان";
        Role: "role", "دور";
        Description: "described as", "وُصف بأنه";
        Kind: "kind", "نوع";
        Programme: "programme", "برنامج";
        LegalBasis: "legal basis", "أساس قانوني";
        Place: "place", "مكان";
        Figure: "figure", "رقم";
        Condition: "condition", "شرط";
        Summary: "summary", "ملخّص";
        Note: "note", "ملاحظة";
        Body: "full text", "النص الكامل";
        Symbol: "symbol", "رمز";
        Identifier: "identifier", "رقم تعريف";
    }
    SearchMatchKind {
        Exact: "exact match", "تطابق تام";
        Words: "all words match", "كل الكلمات مطابقة";
        Sound: "sounds alike", "تشابه في النطق";
    }
    SupportKind {
        Born: "date of birth", "تاريخ الميلاد";
        Countries: "country", "البلد";
        Identifier: "identifier", "رقم التعريف";
    }
    NameLikeness {
        Same: "the same letters", "الحروف نفسها";
        Spelling: "another spelling", "تهجئة أخرى";
        Transliteration: "in another script", "بخط آخر";
        Slip: "one letter differs", "اختلاف حرف واحد";
        Initial: "an initial", "حرف أول";
        Different: "different", "مختلف";
    }
    SearchGroup {
        People: "People", "أشخاص";
        Organizations: "Organizations", "منظمات";
        Assets: "Vessels and aircraft", "سفن وطائرات";
        Events: "Events", "أحداث";
        Articles: "Articles", "مقالات";
        Places: "Places", "أماكن";
        Instruments: "Legal instruments", "صكوك قانونية";
    }
}

/// A relationship as a sentence says it: from its source to its target, or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Directed {
    pub kind: RelationshipKind,
    pub is_reversed: bool,
}

impl Worded for Directed {
    fn texts(self) -> (&'static str, &'static str) {
        let (forth, back) = match self.kind {
            RelationshipKind::Leads => (("leads", "على رأس"), ("is led by", "بقيادة")),
            RelationshipKind::Commands => {
                (("commands", "في القيادة العسكرية لـ"), ("is commanded by", "تحت الإمرة العسكرية لـ"))
            }
            RelationshipKind::HoldsOffice => (("holds office in", "في منصب لدى"), ("has in office", "في مناصبه")),
            RelationshipKind::SpokespersonOf => {
                (("speaks for", "في النطق باسم"), ("has as spokesperson", "في النطق باسمه"))
            }
            RelationshipKind::MemberOf => (("is a member of", "في عضوية"), ("has as member", "في عضويته")),
            RelationshipKind::PartOf => (("is part of", "جزء من"), ("has as part", "من أجزائه")),
            RelationshipKind::EmployedBy => (("works for", "في العمل لدى"), ("employs", "من العاملين لديه")),
            RelationshipKind::Represents => (("represents", "في تمثيل"), ("is represented by", "بتمثيل من")),
            RelationshipKind::Owns => (("owns", "له ملكية في"), ("is owned by", "في ملكية")),
            RelationshipKind::Supports => (("supports", "في دعم"), ("is supported by", "بدعم من")),
            RelationshipKind::Opposes => (("opposes", "في معارضة"), ("is opposed by", "بمعارضة من")),
            RelationshipKind::AlliedWith => (("is allied with", "في تحالف مع"), ("is allied with", "في تحالف مع")),
            RelationshipKind::Family => (("is family of", "في قرابة مع"), ("is family of", "في قرابة مع")),
            RelationshipKind::Associate => {
                (("is an associate of", "على صلة وثيقة بـ"), ("is an associate of", "على صلة وثيقة بـ"))
            }
            RelationshipKind::Linked => (("is linked to", "على صلة بـ"), ("is linked to", "على صلة بـ")),
        };
        if self.is_reversed { back } else { forth }
    }
}
