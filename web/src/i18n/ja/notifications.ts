import type { notifications as english } from '../en/notifications.ts'
import { count } from './numbers.ts'

export const notifications: typeof english = {
  notifications: {
    title: '通知',
    shown: { label: '画面に表示', hint: 'このブラウザーのどこかでParleyが開いている間、表示します。' },
    turnOn: 'オンにする',
    denied:
      'ブラウザーの設定により、Parleyは通知を表示できません。アドレスの横またはブラウザーの設定で、このサイトの通知を許可してください。',
    unavailable: 'ここではブラウザーが通知を表示しません。表示されるのはhttpsで始まるアドレスだけです。',
    absent:
      'このブラウザーは通知を表示しません。iPhoneやiPadでは、Parleyをホーム画面に追加すると表示されます。',
    text: { label: '本文を表示', hint: 'オフにすると、送信者だけを表示します。' },
    sound: { label: '通知音', hint: '控えめな音を、数秒に一度まで鳴らします。' },
    play: '試しに鳴らす',
    quiet: { label: 'おやすみモード', hint: '毎日決まった時間帯は、通知も音も出しません。' },
    from: '開始',
    to: '終了',
    newMessage: '新着メッセージ',
    inGroup: (sender, group) => `${sender}・${group}`,
    inSeveral: (conversations) =>
      count(conversations, {
        other: '#件の会話に新着メッセージ',
      }),
    mute: { hour: '1時間', hours: '8時間', open: '自分でオンにするまで' },
    mentionsOnly: 'メンションのみ',
    mutedUntil: (time) => `${time}までミュート中`,
  },
}
