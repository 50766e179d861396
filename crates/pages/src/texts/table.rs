//! The texts of the pages.

use super::declare::texts;

texts! { Texts:
    // The frame of each page.
    product: "Sanad", "سند";
    tagline: "Sourced facts about sanctions and conflict", "وقائع موثّقة عن العقوبات والنزاعات";
    skip: "Skip to the content", "إلى المحتوى";
    menu: "Pages", "الصفحات";
    search: "Search", "بحث";
    search_hint: "A name, a place, an event, in any script", "اسم أو مكان أو حدث، بأي خط";
    sanctions: "Sanctions", "العقوبات";
    paths: "Connections", "الصلات";
    screen: "Check names", "فحص الأسماء";
    datasets: "Data sets", "مجموعات البيانات";
    about: "About", "عن سند";
    other_language: "العربية", "English";
    this_page: "This page", "هذه الصفحة";
    as_json: "JSON", "JSON";
    as_csv: "CSV", "CSV";
    as_svg: "SVG", "SVG";
    as_graphml: "GraphML", "GraphML";
    the_query: "See the query", "عرض الاستعلام";
    cite: "Cite", "الاستشهاد";
    cite_text: "Text", "نص";
    data_version: "Revision {revision} of the data: {datasets}.", "المراجعة {revision} من البيانات: {datasets}.";
    evidence_rule: "Each fact here names the article and the paragraph that say so.",
        "كل واقعة هنا تذكر المقالة والفقرة التي وردت فيها.";
    licences: "Licences", "الرخص";
    keys: "Keyboard shortcuts", "مفاتيح الاختصار";
    close: "Close", "إغلاق";
    keys_suggestions: "While suggestions are shown", "عند ظهور الاقتراحات";
    keys_network: "In the drawing of a network", "في رسم الشبكة";
    keys_on: "Use single-key shortcuts", "تفعيل المفاتيح المفردة";
    more: "More", "المزيد";
    from_start: "Back to the start of the list", "العودة إلى أول القائمة";
    unknown: "unknown", "غير معروف";
    no_language: "Language not stated", "اللغة غير مذكورة";
    of_data_set: "From the data set {dataset}.", "من مجموعة البيانات {dataset}.";

    // The time bar.
    moment: "Time and sources", "الزمن والمصادر";
    moment_all: "Shown: everything that is known.", "المعروض: كل ما هو معروف.";
    moment_as_of: "what held on {day}", "ما كان قائمًا في {day}";
    moment_known_by: "as known by {day}", "بحسب ما كان معروفًا حتى {day}";
    moment_min_sources: "with at least {n} sources", "بعدد مصادر لا يقل عن {n}";
    moment_shown: "Shown: {parts}.", "المعروض: {parts}.";
    moment_hides: "This hides {things}.", "المحجوب: {things}.";
    moment_hides_nothing: "This hides nothing here.", "لا يُخفي ذلك شيئًا هنا.";
    moment_hides_rest: "Everything else is left out.", "وما عدا ذلك محجوب.";
    moment_not_here: "This page shows everything; the choice applies to the pages it leads to.",
        "تعرض هذه الصفحة كل شيء؛ ويسري الاختيار على الصفحات التي تؤدي إليها.";
    as_of: "As of", "في يوم";
    known_by: "As known by", "كما عُرف حتى";
    min_sources: "Sources, at least", "أقل عدد من المصادر";
    apply: "Show", "عرض";
    clear: "Show everything", "عرض كل شيء";
    or_later: "{day} or later", "{day} أو بعده";
    or_earlier: "{day} or earlier", "{day} أو قبله";
    between_days: "between {first} and {last}", "بين {first} و{last}";

    // Facts and their evidence.
    disputed: "disputed", "متنازع عليها";
    on_the_word_of: "on the word of {who}", "نقلًا عن {who}";
    says: "{publisher}, {when}, {where}", "{publisher}، {when}، {where}";
    no_publisher: "Unknown publisher", "ناشر غير معروف";
    undated: "undated", "بلا تاريخ";
    read_it: "Read it", "قراءة النص";
    paragraph: "paragraph {numbers}", "الفقرة {numbers}";
    paragraphs: "paragraphs {numbers}", "الفقرات {numbers}";
    under_condition: "Condition: {condition}", "الشرط: {condition}";
    evidence_more: "There is more evidence than is shown here.", "توجد أدلة أكثر مما هو معروض هنا.";
    own_page: "This fact on a page of its own", "صفحة هذه الواقعة";
    evidence_hidden: "The evidence is hidden by the time bar.", "الأدلة محجوبة بشريط الزمن.";
    when: "When", "متى";
    since: "since {when}", "منذ {when}";
    since_some_day: "since some day {when}", "منذ يوم ما {when}";
    until: "until {when}", "حتى {when}";
    no_date: "date unknown", "التاريخ غير معروف";

    // The party page.
    overview: "Facts", "الوقائع";
    network: "Network", "الشبكة";
    timeline: "Timeline", "الخط الزمني";
    flag_of: "flag of {countries}", "علم {countries}";
    under_sanctions: "Under sanctions?", "هل تسري عقوبات؟";
    standing_past: "{authority}: {state}, {when}.", "{authority}: {state}، {when}.";
    standing: "{authority}: {state} {when}.", "{authority}: {state} {when}.";
    is_imposed: "under sanctions", "عقوبات سارية";
    is_eased: "under sanctions, partly relaxed", "عقوبات سارية مع تخفيف";
    is_proposed: "not under sanctions, but proposed for them", "لا عقوبات سارية، وقد اقتُرحت";
    is_blocked: "not under sanctions: the proposal was blocked", "لا عقوبات سارية: عُرقل الاقتراح";
    is_expired: "no longer under sanctions: they expired", "لم تعد العقوبات سارية: انتهت مدّتها";
    is_lifted: "no longer under sanctions: they were lifted", "لم تعد العقوبات سارية: رُفعت";
    is_nothing: "not under sanctions", "لا عقوبات";
    measures_proposed: "Proposed: {measures}", "المقترح: {measures}";
    measures_past: "It was: {measures}", "كانت: {measures}";
    twin: "{name}, a record of {dataset}, is probably the same:", "على الأرجح الطرف نفسه: {name}، سجلّ في {dataset}:";
    some_authority: "an authority that no source names", "سلطة لا يسمّيها أي مصدر";
    no_sanctions: "No source in this data says that {name} is under sanctions, or was proposed for them.",
        "لا يقول أي مصدر في هذه البيانات إن {name} تحت عقوبات أو اقتُرح إدراجه.";
    no_sanctions_shown: "By what is shown here, {name} is not under sanctions.",
        "بحسب المعروض هنا، ليس {name} تحت عقوبات.";
    no_sanctions_is_no_proof: "That is no proof that there are none.", "وليس هذا دليلًا على عدم وجودها.";
    certain: "The dates leave no other possibility.", "لا تترك التواريخ احتمالًا آخر.";
    uncertain: "By the dates, it may also be: {states}.", "وبحسب التواريخ قد تكون أيضًا: {states}.";
    said_by: "Said by {publishers}.", "المصدر: {publishers}.";
    how_it_came: "How it came to this: {steps}", "كيف وصلت إلى هذا: {steps}";
    names: "Names", "الأسماء";
    about_it: "Particulars", "معلومات";
    identifiers: "Identifiers", "أرقام التعريف";
    born: "Born", "الميلاد";
    about_date: "about {when}", "نحو {when}";
    died: "Died", "الوفاة";
    birthplace: "Place of birth", "مكان الميلاد";
    titles: "Titles", "الألقاب";
    positions: "Positions", "المناصب";
    founded: "Founded", "التأسيس";
    dissolved: "Dissolved", "الحلّ";
    built: "Built", "البناء";
    addresses: "Addresses", "العناوين";
    source_records: "Entries in lists", "قيود في القوائم";
    entry: "Entry {reference} of {list}", "القيد {reference} في {list}";
    relationships: "Relationships", "العلاقات";
    places: "Places", "الأماكن";
    events: "Events", "الأحداث";
    mentions: "Mentions in articles", "الذكر في المقالات";
    described_as: "described as {titles}", "الوصف: {titles}";
    similar: "Probably the same, in other data sets", "على الأرجح الطرف نفسه، في مجموعات بيانات أخرى";
    similar_score: "{score} % alike", "تشابه {score}٪";
    agrees: "{what} agrees", "{what} متطابق";
    contradicts: "{what} differs", "{what} مختلف";
    nothing_shown: "Nothing to show.", "لا شيء للعرض.";
    title_status: "{name}: sanctions and sources", "{name}: العقوبات والمصادر";

    // Events, cases, articles, places, legal instruments.
    began: "Began", "البداية";
    ended: "Ended", "النهاية";
    place: "Place", "المكان";
    legal_basis: "Legal basis", "الأساس القانوني";
    authority: "Authority", "السلطة";
    programme: "Programme", "البرنامج";
    measures: "Measures", "التدابير";
    condition: "Condition", "الشرط";
    who: "Who", "من";
    figures: "Figures, as each source gives them", "الأرقام كما يوردها كل مصدر";
    the_case: "The case", "القضية";
    the_whole_case: "The whole case, step by step: {steps}", "القضية كاملة خطوة بخطوة: {steps}";
    answers: "answers {step}", "ردًّا على {step}";
    fact: "Fact", "واقعة";
    evidence: "Evidence", "الأدلة";
    read_at: "Read it at the publisher", "القراءة عند الناشر";
    republished: "Republished by {who}", "أعاد نشره {who}";
    headline_supplied: "The text has no headline; this one was written for the data.",
        "ليس للنص عنوان؛ كُتب هذا العنوان لهذه البيانات.";
    written_in: "In {language}", "باللغة {language}";
    published_later: "This article was published later: on {day} it was not yet known.",
        "نُشرت هذه المقالة لاحقًا: لم تكن معروفة في {day}.";
    mentioned_more: "And {parties} more.", "وأيضًا {parties}.";
    body_missing: "The text is not loaded on this server. What is cited from it is listed by paragraph.",
        "النص غير محمّل على هذا الخادم. وما يُستشهد به منه مذكور حسب الفقرات.";
    paragraph_missing: "Paragraph {number}: text not loaded.", "الفقرة {number}: النص غير محمّل.";
    paragraph_number: "Paragraph {number}", "الفقرة {number}";
    cited_elsewhere: "Cited without paragraphs", "استشهادات بلا فقرات";
    mentioned_here: "Mentioned:", "ورد ذكر:";
    mentioned: "Parties mentioned", "الأطراف المذكورة";
    claim_participation: "{party}: {role} in {event}", "{party}: {role} في {event}";
    claim_figure: "{number} {measure}: {event}", "{measure}، {number}: {event}";
    within: "Lies in", "يقع في";
    coordinates: "Coordinates", "الإحداثيات";
    country: "Country", "البلد";
    control: "Who held it", "من سيطر عليه";
    symbol: "Symbol", "الرمز";
    adopted: "Adopted", "الاعتماد";
    issuer: "Issued by", "الجهة المُصدرة";

    // Sanctions.
    sanctions_title: "Steps towards and of sanctions", "خطوات العقوبات";
    sanctions_lead: "Who proposed, blocked, imposed, eased or lifted sanctions, against whom, and when.",
        "من اقترح العقوبات ومن عرقلها ومن فرضها أو خففها أو رفعها، وعلى من، ومتى.";
    take_back: "take back", "إلغاء";
    sanctions_steps: "Steps", "الخطوات";
    sanctioned: "Who is under sanctions", "من عليه عقوبات سارية";
    sanctioned_lead: "Everybody whose sanctions are in force by this data: now, or on the day of the time bar.",
        "كل من تسري عليه عقوبات بحسب هذه البيانات: الآن، أو في اليوم المختار في شريط الزمن.";
    sanctioned_by_each: "With several authorities: those whom each of them has put under sanctions.",
        "عند اختيار عدة سلطات: من فرضت عليهم كل واحدة منها عقوبات.";
    narrow: "By year, step and authority", "حسب السنة والخطوة والجهة";
    by_year: "By year", "حسب السنة";
    by_step: "By step", "حسب الخطوة";
    by_authority: "By authority", "حسب السلطة";
    any: "All", "الكل";
    step: "Step", "الخطوة";
    what: "What", "ماذا";
    against: "Against", "على";
    source_count: "Sources", "المصادر";
    steps_undated: "{steps} without a date", "{steps} بلا تاريخ";
    undated_year: "no exact year", "بلا سنة محددة";

    // Search.
    search_title: "Search", "بحث";
    search_for: "Search for {text}", "البحث عن {text}";
    found: "{results} for {text}", "{results} عن {text}";
    found_nothing: "Nothing is called {text}, and no text has all of these words.",
        "لا شيء اسمه {text}، ولا نص فيه كل هذه الكلمات.";
    found_nothing_try: "Fewer words find more. Names are found in any script and spelling: {names} compares a list of them.",
        "الكلمات الأقل تجد أكثر. والأسماء توجد بأي خط وتهجئة: {names} يقارن قائمة منها.";
    search_start: "Names are found in Arabic and Latin letters, however they are spelled; articles by any of their words.",
        "توجد الأسماء بالحروف العربية واللاتينية مهما كانت تهجئتها، والمقالات بأي من كلماتها.";

    // Home.
    home_title: "Who did what, and who says so", "من فعل ماذا، ومن قال ذلك";
    home_lead: "Who is under sanctions and since when, who leads whom, who blocked and who decided: each fact with the article that says so, the paragraph, and the person on whose word.",
        "على من تسري عقوبات ومنذ متى، ومن يقود من، ومن عرقل ومن قرّر: كل واقعة مع المقالة التي ذكرتها والفقرة ومن نُقلت عنه.";
    questions: "Begin with a question", "ابدأ بسؤال";
    question_status: "Is {name} under sanctions?", "هل {name} تحت عقوبات؟";
    question_status_why: "One sentence per authority, with its evidence", "جملة لكل سلطة، مع أدلتها";
    question_paths: "How are {one} and {other} connected?", "ما الذي يربط {one} بـ{other}؟";
    question_paths_why: "Step by step, with a source for each", "خطوة بخطوة، ولكل خطوة مصدر";
    question_known: "What was known about {name} on {day}?", "ماذا كان معروفًا عن {name} في {day}؟";
    question_known_why: "The time bar goes back to any day", "شريط الزمن يعود إلى أي يوم";
    latest_sanctions: "Latest reported steps of sanctions", "أحدث ما ورد من خطوات العقوبات";
    latest_articles: "Latest articles", "أحدث المقالات";
    most_connected: "Best connected", "الأكثر اتصالًا";
    home_counts: "{parties}, {events}, {articles}.", "{parties}، {events}، {articles}.";
    for_programs: "For programs", "للبرامج";
    for_programs_lead: "Every page is a GraphQL query, and shows it. These questions open in the editor:",
        "كل صفحة استعلام GraphQL وتعرضه. وهذه الأسئلة تُفتح في المحرر:";
    schema: "Schema", "المخطط";
    health: "Health", "الحالة";

    // Data sets and about.
    datasets_lead: "What is loaded on this server, in which version, and under which terms.",
        "ما حُمّل على هذا الخادم، وبأي إصدار، وبأي شروط.";
    version: "Version", "الإصدار";
    edition: "Edition", "الطبعة";
    loaded: "Loaded", "التحميل";
    licence: "Terms", "الشروط";
    publisher: "Publisher", "الناشر";
    uses: "Uses", "تعتمد على";
    contains: "Contains", "المحتوى";
    about_title: "What Sanad is", "ما هو سند";
    about_what: "Sanad (سند, “support, chain of transmission”) keeps facts about sanctions and conflict together with their evidence: which article says so, in which paragraph, whether it reports, alleges, confirms or denies it, and on whose word.",
        "يحفظ «سند» الوقائع عن العقوبات والنزاعات مع أدلتها: أيّ مقالة تقول ذلك، وفي أي فقرة، وهل هو خبر أو ادّعاء أو تأكيد أو نفي، ونقلًا عمّن.";
    about_sources: "The number of sources is the number of publishers that say something about a fact. A republisher is not a source. Sources that contradict each other stand side by side.",
        "عدد المصادر هو عدد الناشرين الذين قالوا شيئًا عن الواقعة. ومن يعيد النشر ليس مصدرًا. والمصادر المتناقضة تُعرض جنبًا إلى جنب.";
    about_time: "The time bar asks two questions: what held on a day, and what was known on a day. Dates are as precise as the sources; what a date leaves open is shown as open.",
        "يسأل شريط الزمن سؤالين: ما الذي كان قائمًا في يوم ما، وما الذي كان معروفًا في يوم ما. والتواريخ بدقة مصادرها، وما تتركه مفتوحًا يُعرض مفتوحًا.";
    about_people: "An accusation is not a verdict. “Alleged” means that somebody says so, and the page says who.",
        "الاتهام ليس حكمًا. و«ادّعاء» تعني أن أحدًا يقول ذلك، والصفحة تقول من هو.";
    about_pages: "Every page has the same data as JSON and most as CSV: add .json or .csv to its address. “See the query” opens the GraphQL query of the page.",
        "لكل صفحة البيانات نفسها بصيغة JSON ولمعظمها CSV: أضف ‎.json أو ‎.csv إلى عنوانها. و«عرض الاستعلام» يفتح استعلام GraphQL الخاص بالصفحة.";

    // Paths.
    paths_title: "How are two parties connected?", "ما الذي يربط بين طرفين؟";
    paths_of: "How {from} and {to} are connected", "ما الذي يربط {from} بـ{to}";
    paths_lead: "The shortest chains of relationships and common events, with the evidence of each step.",
        "أقصر السلاسل من العلاقات والأحداث المشتركة، مع أدلة كل خطوة.";
    from: "From", "من";
    to: "To", "إلى";
    a_name: "A name, in any script", "اسم، بأي خط";
    another_party: "Change", "تغيير";
    which_one: "Which one?", "أيّهم؟";
    nobody_called: "Nobody in this data is called {name}.", "لا أحد في هذه البيانات اسمه {name}.";
    connect: "Connect", "ربط";
    paths_none: "No chain of up to {steps} connects them.", "لا تربطهما سلسلة من {steps} أو أقل.";
    paths_incomplete: "The search stopped at a limit: there may be other or shorter chains.",
        "توقف البحث عند حدّ: قد توجد سلاسل أخرى أو أقصر.";
    paths_complete: "The search was complete: there is no shorter chain.", "اكتمل البحث: لا توجد سلسلة أقصر.";
    paths_same: "Both are the same party.", "كلاهما الطرف نفسه.";
    chain: "Chain {number}", "السلسلة {number}";
    both_in: "{from} and {to} take part in {event}", "{from} و{to} في {event}";

    // The network and the timeline.
    network_of: "The network of {name}", "شبكة {name}";
    network_lead: "{parties}, connected by {facts}.", "{parties}، تربطها {facts}.";
    network_truncated: "A limit was reached: there may be more parties or links than are shown.",
        "بُلغ حدّ: قد توجد أطراف أو روابط أكثر مما هو معروض.";
    network_alone: "Nothing connects {name} with another party here.", "لا شيء يربط {name} بطرف آخر هنا.";
    network_drawn: "Drawing of the network; the table below has the same links.",
        "رسم الشبكة؛ والجدول أدناه فيه الروابط نفسها.";
    network_shapes: "Circles are people, squares are organizations, diamonds are vessels and aircraft.",
        "الدوائر أشخاص، والمربعات منظمات، والمعيّنات سفن وطائرات.";
    depth: "Steps", "الخطوات";
    through_events: "Common events", "الأحداث المشتركة";
    with_events: "shown", "معروضة";
    without_events: "left out", "غير معروضة";
    kinds: "Only these relationships", "هذه العلاقات فقط";
    network_table: "The same as a table", "الشبكة نفسها جدولًا";
    network_parties: "Parties in the drawing", "الأطراف في الرسم";
    network_expand_lead: "Adding the links of a party shows what is around it, too.",
        "إضافة روابط طرف تُظهر ما حوله أيضًا.";
    network_expand: "Add its links", "إضافة روابطه";
    network_fold: "Leave its links out", "حذف روابطه";
    network_wider: "Show up to {parties}.", "عرض ما يصل إلى {parties}.";
    period: "Days that are shown", "الأيام المعروضة";
    period_first: "From day", "من يوم";
    period_last: "Until day", "حتى يوم";
    period_all: "The whole timeline", "الخط الزمني كله";
    period_drag: "Drag across the drawing to look closer.", "اسحب على الرسم لتنظر عن قرب.";
    link: "Link", "الرابط";
    one_end: "Between", "بين";
    network_degree: "Facts in this data: {n}", "الوقائع في هذه البيانات: {n}";
    zoom_in: "Closer", "تقريب";
    zoom_out: "Further", "إبعاد";
    save_png: "Save as PNG", "حفظ PNG";
    zoom_all: "Whole network", "الشبكة كلها";
    timeline_of: "The timeline of {name}", "الخط الزمني لـ{name}";
    timeline_drawn: "Drawing of the timeline; the list below has the same events. Bands are days on which the event may have begun.",
        "رسم الخط الزمني؛ والقائمة أدناه فيها الأحداث نفسها. والأشرطة أيام قد يكون الحدث بدأ فيها.";
    timeline_undated: "Events whose first or last possible day is unknown are only in the list.",
        "الأحداث التي لا يُعرف أول أيامها المحتملة أو آخرها في القائمة وحدها.";

    // The check of names.
    screen_title: "Check names", "فحص الأسماء";
    screen_lead: "Who has these names, in any script and spelling, and are there sanctions against them?",
        "من يحمل هذه الأسماء، بأي خط وتهجئة، وهل تسري عليه عقوبات؟";
    screen_private: "The names are compared and forgotten: nothing is logged or kept.",
        "تُقارن الأسماء ثم تُنسى: لا يُسجّل شيء ولا يُحفظ.";
    screen_names: "Up to 100 names, one per line. A column pasted from a spreadsheet will do.",
        "حتى 100 اسم، اسم في كل سطر. ويمكن لصق عمود من جدول.";
    screen_check: "Check", "فحص";
    screen_download: "Download as CSV", "تنزيل CSV";
    screen_none: "No whole name in this data is close to this one (70 % alike). {search} also finds parts of names, numbers and texts.",
        "لا اسم كامل في هذه البيانات قريب من هذا (تشابه 70٪). أما {search} فيجد أجزاء الأسماء والأرقام والنصوص أيضًا.";
    screen_empty: "There was no name in what was sent.", "لم يكن فيما أُرسل أي اسم.";
    screen_too_many: "That were {names}; at most 100 are checked at once. Nothing was checked.",
        "أُرسلت {names}؛ ويُفحص 100 على الأكثر معًا. لم يُفحص شيء.";
    screen_too_long: "A name may have 1,000 characters.", "للاسم 1000 حرف على الأكثر.";
    screen_incomplete: "The name is common: only the most similar names were compared.",
        "الاسم شائع: قورنت أشبه الأسماء به فقط.";
    screen_no_sanctions: "No sanctions in this data", "لا عقوبات في هذه البيانات";
    screen_reasons: "Why", "لماذا";
    left_over: "{part} has no counterpart", "لا مقابل لـ{part}";
}
