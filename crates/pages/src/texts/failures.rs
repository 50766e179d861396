//! What a reader is told when something goes wrong.

use super::declare::texts;

texts! { FailureTexts:
    not_found: "There is nothing at this address.", "لا شيء في هذا العنوان.";
    not_found_record: "This data has no such record. It may have another key, or have been removed.",
        "لا سجلّ كهذا في هذه البيانات. قد يكون له مفتاح آخر، أو أُزيل.";
    removed: "This record has been removed.", "أُزيل هذا السجلّ.";
    removed_when: "{key} was removed from the data set {dataset} on {when}. What it said is no longer part of this data.",
        "أُزيل {key} من مجموعة البيانات {dataset} في {when}. وما ورد فيه لم يعد جزءًا من هذه البيانات.";
    moment_utc: "{day} at {time} UTC", "{day} الساعة {time} بالتوقيت العالمي";
    not_found_search: "Search for it:", "ابحث عنه:";
    bad_address: "This address cannot be read.", "لا يمكن قراءة هذا العنوان.";
    bad_parameter: "The parameter {name} is {found}: expected {expected}.",
        "قيمة {name} هي {found}، والمتوقع: {expected}.";
    overloaded: "The server has too much to do.", "الخادم مشغول جدًا.";
    rate_limited: "Too many pages have been asked for from your address.", "طُلبت صفحات كثيرة جدًا من عنوانك.";
    overloaded_try: "Try again in a moment.", "حاول مجددًا بعد لحظات.";
    too_slow: "The answer took too long.", "استغرق الجواب وقتًا طويلًا.";
    unavailable: "The database cannot be reached.", "لا يمكن الوصول إلى قاعدة البيانات.";
    too_complex: "This page asks for more than the server allows.", "تطلب هذه الصفحة أكثر مما يسمح به الخادم.";
    not_allowed: "This server does not show this page without a token.", "لا يعرض هذا الخادم هذه الصفحة دون رمز دخول.";
    failed: "Something went wrong on the server.", "حدث خطأ في الخادم.";
    try_again: "Try again", "إعادة المحاولة";
    request_id: "Request {id}", "الطلب {id}";
    part_failed: "A part of this page could not be answered: {message}", "تعذّرت الإجابة عن جزء من هذه الصفحة: {message}";
}
