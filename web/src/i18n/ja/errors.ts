import type { again as englishAgain, errors as english } from '../en/errors.ts'
import { number } from './numbers.ts'

const spanOf = (seconds: number): string => {
  if (seconds < 100) return `${number(seconds)}秒`
  return seconds < 100 * 60
    ? `${number(Math.ceil(seconds / 60))}分`
    : `${number(Math.ceil(seconds / 3_600))}時間`
}

export const again: typeof englishAgain = (seconds) =>
  seconds === null
    ? 'しばらく待ってから、もう一度お試しください。'
    : `${spanOf(seconds)}後にもう一度お試しください。`

const general = 'うまくいきませんでした。もう一度お試しください。'

export const errors: typeof english = {
  invalid_request: '入力内容の形式が正しくありません。',
  invalid_json: general,
  invalid_cursor: general,
  unknown_frame: general,
  route_not_found: general,
  method_not_allowed: general,
  token_invalid: general,
  token_refused: general,
  scope_missing: general,
  upgrade_required: 'このアドレスはリアルタイム通信専用です。',
  unsupported_media_type: general,
  precondition_failed: general,
  range_not_satisfiable: general,
  origin_refused: 'このアドレスからこのサーバーを使うことはできません。',
  text_invalid: '送信できない文字（目に見えない文字）が含まれています。',
  username_invalid: '下記の文字を3～32文字使い、英字か数字を1文字以上含めてください。',
  name_invalid: '名前には目に見える文字が1文字以上必要です。',
  password_too_short: '10文字以上にしてください。',
  password_too_long: '256文字以内にしてください。',
  password_too_common: 'このパスワードは簡単に推測されてしまいます。別のものにしてください。',
  password_weak: 'このパスワードは簡単に推測されてしまいます。単語を1つか2つ足してください。',
  time_zone_unknown: 'このタイムゾーンは存在しません。',
  country_unknown: 'この国は登録されていません。',
  message_empty: 'メッセージには目に見える文字が1文字以上必要です。',
  message_too_long: 'メッセージは8,000文字以内にしてください。',
  reply_not_found: '返信先のメッセージはもうここにありません。',
  emoji_unknown: 'これは1つの絵文字ではありません。',
  search_too_short: '文字か数字を1文字以上入力してください。',
  not_signed_in: 'ログアウトしています。続けるにはログインしてください。',
  credentials_wrong: 'ユーザー名またはパスワードが正しくありません。',
  password_wrong: '現在のパスワードと一致しません。',
  not_owner: 'この操作はグループのオーナーだけができます。',
  not_author: 'メッセージを変更できるのは書いた本人だけです。',
  not_a_group: 'この操作はグループでのみできます。',
  user_not_found: 'このユーザーは見つかりませんでした。',
  session_not_found: 'このセッションはすでに終了しています。',
  token_not_found: 'このトークンはすでに無効になっています。',
  conversation_not_found: 'この会話は存在しないか、参加していません。',
  message_not_found: 'このメッセージは存在しません。',
  member_not_found: 'このユーザーはもうグループにいません。',
  not_available: 'このユーザーには現在この操作ができません。',
  blocked_by_you: 'このユーザーをブロックしています。先にブロックを解除してください。',
  closed_by_you: 'この会話は閉じています。先に再開してください。',
  mute_end_invalid: '未来の時刻を選んでください。',
  not_direct: 'この操作は1対1の会話でのみできます。',
  invitation_not_found: 'この招待は取り消されました。',
  not_yourself: general,
  too_many_tokens: 'トークンはこれ以上作成できません。先にどれかを無効にしてください。',
  too_many_blocked: 'これ以上ブロックできません。',
  username_taken: 'このユーザー名は使われています。別のものをお試しください。',
  username_reserved: 'このユーザー名は予約されています。別のものをお試しください。',
  client_id_reused: general,
  message_deleted: 'このメッセージは削除されました。',
  message_edited: 'その間にメッセージが編集されました。今の内容を確認してから編集してください。',
  message_forwarded: '転送されたものはほかの人の言葉なので、編集できません。',
  forward_not_found: '転送するメッセージがもうないか、転送できません。',
  no_reactions_here: 'これにはリアクションできません。',
  no_pins_here: 'これはピン留めできません。',
  too_many_pins: 'これ以上ピン留めできません。先にどれかを外してください。',
  too_many_saved: 'これ以上メッセージを保存できません。先にどれかを削除してください。',
  too_many_reaction_kinds: 'このメッセージにはこれ以上の種類のリアクションを付けられません。',
  too_many_own_reactions: 'このメッセージにはこれ以上リアクションできません。',
  owner_must_hand_over: '退出する前に、グループをほかの人に引き継ぐか、終了してください。',
  group_full: 'グループは満員です。',
  too_many_conversations: '1人が持てる会話の数を超えています。',
  digest_mismatch: general,
  picture_invalid:
    '画像として読み取れません。5000万画素までのJPEG、PNG、GIF、WebP、AVIF、TIFFを選んでください。',
  picture_not_found: 'この画像はもうありません。',
  pictures_unavailable: 'このサーバーでは画像を設定できません。',
  file_not_found: 'このファイルはもうありません。',
  file_taken: 'このファイルはすでに送信されています。',
  files_full: 'ファイルの容量が上限に達しました。先にファイル付きのメッセージを削除してください。',
  file_too_large: 'このファイルは大きすぎます。',
  storage_full: 'サーバーにファイルを保存する空きがありません。',
  frame_too_large: general,
  too_large: '大きすぎて送信できません。',
  rate_limited: '試行回数が多すぎます。',
  too_many_added: '多くの人をグループに追加しました。',
  too_many_directs: '多くの人に初めてのメッセージを送りました。',
  too_many_groups: '多くのグループを作成しました。',
  too_many_joins: '多くのグループに参加しました。',
  internal: 'サーバーで問題が発生しました。もう一度お試しください。',
  overloaded: 'サーバーが混み合っています。少し待ってからお試しください。',
  unavailable: 'サーバーが現在データにアクセスできません。少し待ってからお試しください。',
}
