import type { again as englishAgain, errors as english } from '../en/errors.ts'
import { count } from './numbers.ts'

const spanOf = (seconds: number): string => {
  if (seconds < 100)
    return count(seconds, {
      zero: 'لحظات',
      one: 'ثانية',
      two: 'ثانيتين',
      few: '# ثوانٍ',
      many: '# ثانية',
      other: '# ثانية',
    })
  return seconds < 100 * 60
    ? count(Math.ceil(seconds / 60), {
        zero: 'لحظات',
        one: 'دقيقة',
        two: 'دقيقتين',
        few: '# دقائق',
        many: '# دقيقة',
        other: '# دقيقة',
      })
    : count(Math.ceil(seconds / 3_600), {
        zero: 'لحظات',
        one: 'ساعة',
        two: 'ساعتين',
        few: '# ساعات',
        many: '# ساعة',
        other: '# ساعة',
      })
}

export const again: typeof englishAgain = (seconds) =>
  seconds === null ? 'يُرجى الانتظار قليلًا ثم إعادة المحاولة.' : `يُرجى إعادة المحاولة بعد ${spanOf(seconds)}.`

const general = 'لم ينجح ذلك. يُرجى إعادة المحاولة.'

export const errors: typeof english = {
  invalid_request: 'يوجد هنا ما ليس بالصيغة الصحيحة.',
  invalid_json: general,
  invalid_cursor: general,
  unknown_frame: general,
  route_not_found: general,
  method_not_allowed: general,
  token_invalid: general,
  token_refused: general,
  scope_missing: general,
  upgrade_required: 'هذا العنوان مخصص لقناة الاتصال الفوري فقط.',
  unsupported_media_type: general,
  precondition_failed: general,
  range_not_satisfiable: general,
  origin_refused: 'لا يُسمح لهذا العنوان باستخدام هذا الخادم.',
  text_invalid: 'يوجد هنا ما لا يمكن إرساله: حرف لا يراه أحد.',
  username_invalid: 'يلزم من 3 إلى 32 من الرموز المذكورة أدناه، بينها حرف أو رقم واحد على الأقل.',
  name_invalid: 'يجب أن يحتوي الاسم على حرف مرئي واحد على الأقل.',
  password_too_short: 'يلزم 10 أحرف على الأقل.',
  password_too_long: 'الحد الأقصى 256 حرفًا.',
  password_too_common: 'من السهل جدًا تخمين كلمة المرور هذه. يُرجى اختيار غيرها.',
  password_weak: 'من السهل جدًا تخمين كلمة المرور هذه. يُرجى إضافة كلمة أو كلمتين.',
  time_zone_unknown: 'هذه المنطقة الزمنية غير معروفة.',
  country_unknown: 'هذا البلد غير معروف.',
  message_empty: 'يجب أن تحتوي الرسالة على حرف مرئي واحد على الأقل.',
  message_too_long: 'الحد الأقصى للرسالة 8,000 حرف.',
  reply_not_found: 'الرسالة التي ترد عليها لم تعد هنا.',
  emoji_unknown: 'هذا ليس رمزًا تعبيريًا واحدًا.',
  search_too_short: 'يلزم حرف أو رقم واحد على الأقل.',
  not_signed_in: 'انتهت جلستك. يُرجى تسجيل الدخول للمتابعة.',
  credentials_wrong: 'اسم المستخدم أو كلمة المرور غير صحيحة.',
  password_wrong: 'هذه ليست كلمة مرورك الحالية.',
  not_owner: 'هذا متاح لمالك المجموعة فقط.',
  not_author: 'تعديل الرسالة متاح لكاتبها فقط.',
  not_a_group: 'هذا ممكن في المجموعات فقط.',
  user_not_found: 'تعذّر العثور على هذا الشخص.',
  session_not_found: 'انتهت هذه الجلسة من قبل.',
  token_not_found: 'أُبطل هذا الرمز من قبل.',
  conversation_not_found: 'هذه المحادثة غير موجودة، أو لا تشملك.',
  message_not_found: 'هذه الرسالة غير موجودة.',
  member_not_found: 'لم يعد هذا الشخص في المجموعة.',
  not_available: 'هذا الشخص غير متاح.',
  blocked_by_you: 'هذا الشخص محظور لديك. يجب إلغاء الحظر أولًا.',
  closed_by_you: 'هذه المحادثة مغلقة من قِبلك. يجب إعادة فتحها أولًا.',
  mute_end_invalid: 'يجب اختيار وقت لم يمضِ بعد.',
  not_direct: 'هذا ممكن في المحادثات المباشرة فقط.',
  invitation_not_found: 'سُحبت هذه الدعوة.',
  not_yourself: general,
  too_many_tokens: 'بلغت الحد الأقصى من الرموز. يجب إبطال أحدها أولًا.',
  too_many_blocked: 'بلغت الحد الأقصى من الأشخاص المحظورين.',
  username_taken: 'اسم المستخدم هذا مأخوذ. يُرجى تجربة غيره.',
  username_reserved: 'اسم المستخدم هذا محجوز. يُرجى تجربة غيره.',
  client_id_reused: general,
  message_deleted: 'حُذفت هذه الرسالة.',
  no_reactions_here: 'لا يمكن التفاعل مع هذا.',
  too_many_reaction_kinds: 'لهذه الرسالة أكبر عدد ممكن من أنواع التفاعلات.',
  too_many_own_reactions: 'تفاعلت مع هذه الرسالة بأقصى عدد ممكن.',
  owner_must_hand_over: 'قبل المغادرة يجب تسليم المجموعة إلى شخص آخر أو إغلاقها.',
  group_full: 'المجموعة ممتلئة.',
  too_many_conversations: 'هذا أكثر مما يمكن لشخص واحد من المحادثات.',
  frame_too_large: general,
  too_large: 'هذا أكبر من أن يُرسل.',
  rate_limited: 'محاولات كثيرة جدًا.',
  too_many_added: 'أضفت أشخاصًا كثيرين إلى المجموعات.',
  too_many_directs: 'راسلت أشخاصًا كثيرين للمرة الأولى.',
  too_many_groups: 'أنشأت مجموعات كثيرة.',
  too_many_joins: 'انضممت إلى مجموعات كثيرة.',
  internal: 'حدث خطأ في الخادم. يُرجى إعادة المحاولة.',
  overloaded: 'الخادم مشغول جدًا. يُرجى إعادة المحاولة بعد لحظات.',
  unavailable: 'لا يمكن للخادم الوصول إلى بياناته الآن. يُرجى إعادة المحاولة بعد لحظات.',
}
