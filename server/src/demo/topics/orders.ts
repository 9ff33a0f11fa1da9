import type { Topic } from './topic.ts';

/** What has to do with buying rather than with a fault. */
export const orderTopics: readonly Topic[] = [
  {
    key: 'invoice', type: 'inquiry', products: [], team: 'service', skill: 'invoices', weight: 8, part: false, tags: ['发票'],
    zh: {
      subjects: ['申请开具增值税专用发票', '发票抬头开错了', '订单 {order} 的电子发票没收到', '能换开专票吗'],
      told: ['我们公司采购了 {p}，订单号 {order}，需要开增值税专用发票，税号和开户行信息在下面。', '电子发票抬头写成了个人，需要改成"{firm}"，月底要报销。', '下单时选了电子发票，一周了还没有收到邮件，订单 {order}。', '已经开了普票，财务说要增值税专票才能抵扣，可以换开吗？'],
      asked: ['可以的。请把公司名称、税号、地址电话、开户行及账号完整发给我们，专票 3 个工作日内开出。', '麻烦您确认一下税号是 18 位，并告诉我接收电子发票的邮箱。'],
      answered: ['名称：{firm}，税号 91310115MA1K{order}，邮箱就是这个。', '信息都在附件里了，麻烦尽快，月底关账。', '是的，税号没有问题。'],
      solved: ['增值税专用发票已开具，电子版已发送到您的邮箱，请查收；如需纸质版请告诉我地址。', '原发票已红冲，新发票已按"{firm}"重开，请在邮箱里查收。'],
      notes: ['跨月红冲需要财务盖章，已转财务小刘。', '重复申请，合并处理。'],
    },
    en: {
      subjects: ['VAT invoice for order {order}', 'Wrong company name on the invoice', 'No invoice for order {order} yet', 'Can you re-issue an invoice?'],
      told: ['We bought a {p} for the office, order {order}, and need an invoice with our VAT number.', 'The invoice is made out to me instead of {firm}. Our accounts close at the end of the month.', 'I ordered a week ago and still have no invoice. Order {order}.'],
      asked: ['Certainly. Please send the company name, address and VAT number; it takes up to three working days.', 'Could you confirm the VAT number and the address the invoice should go to?'],
      answered: ['{firm}, VAT number GB 4{order}. Same address as the delivery.', 'Everything is in the attachment. We close the books on Friday.', 'Yes, the number is right.'],
      solved: ['The invoice is issued and in your mailbox. Tell me if you need it on paper.', 'The old one is cancelled and a new one made out to {firm} is in your mailbox.'],
      notes: ['Needs a stamp of accounting, passed on.', 'Asked twice, answered in one.'],
    },
  },
  {
    key: 'refund', type: 'refund', products: [], team: 'service', skill: 'invoices', weight: 7, part: false, tags: ['退款'],
    zh: {
      subjects: ['退款什么时候到账', '订单 {order} 退款少了', '七天无理由退货', '降价了能退差价吗'],
      told: ['{p}已经寄回一周了，物流显示签收，退款还没到，订单 {order}。', '实付 {amount} 元，只退了一部分，请帮忙核对。', '买了三天，家里人觉得不合适，包装拆了但没用过，可以退吗？', '刚买没几天就降价了，能补差价吗？订单号 {order}。'],
      asked: ['我查一下仓库的签收和质检记录，请提供退货的快递单号。', '可以的，七天之内、不影响二次销售就能退。请把机器和配件按原样装好，我给您约快递。'],
      answered: ['单号是 {tracking}。', '好的，明天下午在家，可以上门取。', '用优惠券的部分也会退吗？'],
      solved: ['质检已通过，{amount} 元已原路退回，银行一般 1–3 个工作日到账。优惠券也已退回账户。', '价保申请已通过，差价 {amount} 元退回原支付账户。'],
      notes: ['仓库漏扫，已催质检。', '价保期 15 天内，符合。'],
    },
    en: {
      subjects: ['When will I get my refund?', 'Refund for order {order} is too low', 'Returning it within two weeks', 'Price dropped after I bought'],
      told: ['I sent the {p} back a week ago and the carrier says delivered, but there is no refund yet. Order {order}.', 'I paid {amount} and got only part of it back. Please check.', 'I have had it for three days and it does not suit us. The box is open but it is unused. Can I return it?', 'The price went down a few days after I bought. Can you refund the difference? Order {order}.'],
      asked: ['Let me look at the records of the warehouse. What is the tracking number of the return?', 'Of course. Please pack everything as it came and I will book the courier.'],
      answered: ['It is {tracking}.', 'Tomorrow afternoon is fine for the pick-up.', 'Does that include the voucher?'],
      solved: ['The check is done and {amount} is on its way to your card; banks take one to three working days. The voucher is back in your account.', 'The price guarantee applies: the difference of {amount} goes back to your card.'],
      notes: ['Not scanned at the warehouse, chased.', 'Within the 15 days of the price guarantee.'],
    },
  },
  {
    key: 'presales', type: 'inquiry', products: [], team: 'sales', skill: 'appliances', weight: 9, part: false, tags: ['咨询'],
    zh: {
      subjects: ['{p}和上一代有什么区别', '企业采购 {p} 报价', '{p}保修多久', '{p}什么时候有货', '以旧换新怎么参加'],
      told: ['家里一百二十平，有地毯有猫，{p}够用吗？', '我们公司想采购二十台{p}，可以给个报价吗？公司名是{firm}。', '想问一下保修期多久，{city}有没有线下服务网点。', '页面显示补货中，大概什么时候能买到？', '旧机器能折多少钱？'],
      asked: ['谢谢关注！方便告诉我户型和主要的地面材质吗？我给您推荐合适的配置。', '可以的，二十台以上有企业价，我整理一份报价单发到您邮箱，请问需要含税吗？'],
      answered: ['主要是木地板，客厅有一块短毛地毯。', '要含税，另外请注明保修年限。', '好的，等你们通知。'],
      solved: ['那这一款完全够用，遇到短毛地毯会自动加大吸力。整机保修两年，{city}有两家授权服务点，地址已发给您。', '报价单已发送到您的邮箱，有效期 15 天，企业客户享受三年保修。'],
      notes: ['企业线索，已同步给商务小张跟进。'],
    },
    en: {
      subjects: ['What is new in the {p}?', 'Quote for 20 units of the {p}', 'How long is the warranty of the {p}?', 'When is the {p} back in stock?', 'Trade-in offer'],
      told: ['We have 120 square metres, some carpet and a cat. Is the {p} enough?', 'We would like to buy twenty {p} for our offices at {firm}. Could you send a quote?', 'How long is the warranty, and is there a service point in {city}?', 'The shop says sold out. When will it be back?', 'How much do I get for the old one?'],
      asked: ['Thank you for asking! What are the floors like, and is there a door sill?', 'Gladly: from twenty units on there is a business price. Should it include VAT?'],
      answered: ['Mostly wood, and one short-pile carpet.', 'With VAT please, and with the warranty terms.', 'I will wait for your message then.'],
      solved: ['It will do nicely: it raises the suction on carpet by itself. Two years of warranty, and there is a service partner in {city}; the address is in your mail.', 'The quote is in your mailbox and holds for 15 days. Business customers get three years of warranty.'],
      notes: ['Business lead, passed on to sales.'],
    },
  },
  {
    key: 'delivery', type: 'inquiry', products: [], team: 'service', skill: 'invoices', weight: 6, part: false, tags: ['物流'],
    zh: {
      subjects: ['订单 {order} 一直没发货', '快递显示签收但没收到', '收到的包装破损', '想改收货地址'],
      told: ['下单五天了还是"待发货"，大促说好 48 小时发，订单 {order}。', '物流显示"已签收"，可是我人在{city}根本没收到。', '外箱压扁了，里面的{p}边角有磕碰，拍了照片。', '地址填错了，能改到公司吗？订单 {order}。'],
      asked: ['抱歉让您久等，我联系仓库查一下，请稍等。', '请您确认一下家人或门卫有没有代收，我同时让快递公司调取签收底单。'],
      answered: ['问过门卫和驿站了，都没有。', '好的，等您消息。', '照片发给你们了，能换一台吗？'],
      solved: ['仓库今天已经发出，运单号 {tracking}，给您补偿一张 50 元券，抱歉耽误了。', '快递公司确认投递错误，已经找回，今天下午重新派送，运单号 {tracking}。', '已安排换新，新机运单号 {tracking}，破损的由快递员带回。'],
      notes: ['大促积压，{city}仓还有两百多单，主管在盯。', '快递错投，已向承运商索赔。'],
    },
    en: {
      subjects: ['Order {order} has not been shipped', 'Marked as delivered, nothing arrived', 'Box arrived damaged', 'Change of delivery address'],
      told: ['Five days and it still says "preparing". You promised 48 hours. Order {order}.', 'The carrier says delivered, but nothing has arrived here in {city}.', 'The box was crushed and a corner of the {p} is damaged. I took photos.', 'I entered the wrong address. Can it go to the office? Order {order}.'],
      asked: ['Sorry for the wait, I am asking the warehouse right now.', 'Could a neighbour have taken it in? I am asking the carrier for the signature meanwhile.'],
      answered: ['Asked everybody here, nobody has it.', 'Fine, I will wait.', 'Photos are attached. Can I have another one?'],
      solved: ['It left the warehouse today, tracking {tracking}. A voucher for the delay is in your account.', 'The carrier delivered it to the wrong door. It comes to you this afternoon, tracking {tracking}.', 'A new one is on its way, tracking {tracking}; the courier takes the damaged one along.'],
      notes: ['Backlog after the sale, two hundred orders left.', 'Misdelivery, claim filed with the carrier.'],
    },
  },
  {
    key: 'complaint', type: 'complaint', products: [], team: 'complaints', skill: 'complaints', weight: 5, part: false, tags: ['投诉'],
    zh: {
      subjects: ['对维修时效非常不满', '师傅约好没来', '同一个问题修了三次', '客服态度投诉'],
      told: ['{p}送修两个星期没有任何消息，打电话每次都说"在加急"，到底什么时候能修好？', '约好上午九点到十二点上门，我请了假等到一点没人来，电话也打不通。', '同一个故障修了三次还没好，要求退机！订单 {order}。', '昨天在线客服没说完就结束了对话，还给我点了"已解决"，太不负责任了。'],
      asked: ['非常抱歉给您带来这么差的体验，这件事由我负责到底。我先核实情况，两小时之内给您电话。', '实在对不起。我已经调取了记录，请问您希望我们怎么解决：换新、退款还是尽快修好？'],
      answered: ['不要再让我等了，今天必须给个说法。', '我要求换新机，另外赔偿我的误工费。', '好，那我等你电话。'],
      solved: ['电话中和您确认的方案已经安排：换一台全新的{p}，运单号 {tracking}，并赠送一年延保。再次向您道歉。', '师傅爽约的责任在我们，已重新预约明天上午，我会全程跟进；补偿 200 元已退到您的账户。'],
      notes: ['客户情绪激动，提到 12315，请主管关注。', '服务商爽约，本月第二次，扣分并约谈。', '已电话沟通 18 分钟，同意换新方案。'],
    },
    en: {
      subjects: ['Very unhappy with your repair service', 'Technician did not show up', 'Third repair of the same fault', 'Complaint about a chat'],
      told: ['My {p} has been with you for two weeks without a word. Every call says "we are on it". When will it be done?', 'The technician was to come between nine and twelve. I took the morning off and nobody came or called.', 'The same fault was repaired three times. I want my money back. Order {order}.', 'Yesterday the chat was closed in the middle of my sentence and marked as solved.'],
      asked: ['I am very sorry, and I will see this through myself. I will call you within two hours.', 'That should not have happened. What would help you most: a new one, a refund, or the repair right away?'],
      answered: ['No more waiting please. I need an answer today.', 'A new one, and something for the day I lost.', 'Fine, I am waiting for your call.'],
      solved: ['As agreed on the phone: a brand-new {p} is on its way, tracking {tracking}, with a year of extra warranty. Once more, my apologies.', 'The technician is booked for tomorrow morning and I will follow it through; the compensation is on your card.'],
      notes: ['Customer is upset and mentions consumer protection. Supervisor please look.', 'Partner missed the visit, second time this month.', 'Talked for 18 minutes, agreed on a new unit.'],
    },
  },
  {
    key: 'warranty', type: 'repair', products: [], team: 'repair', skill: 'repair', weight: 5, part: true, tags: ['保修'],
    zh: {
      subjects: ['{p}过保维修费用', '摔坏了能修吗', '查询保修期 {sn}', '想买原装配件'],
      told: ['{p}不小心摔了，外壳裂了，还能修吗？大概多少钱？', '麻烦查一下序列号 {sn} 还在不在保修期。', '想买一个原装的电源适配器，网上都是第三方的。', '过保半年了，开机没反应，修一下多少钱？'],
      asked: ['请发一张破损处的照片和序列号，我让工程师评估费用。', '查到这台是在{shop}购买的，保修到明年，人为损坏需要自费，方便拍张照片吗？'],
      answered: ['照片发了，序列号 {sn}。', '可以接受，怎么寄？', '价格有点高，能优惠一点吗？'],
      solved: ['维修报价 {amount} 元含往返运费，您确认后我们已安排取件，运单号 {tracking}。', '配件已经为您下单，从{city}仓发货，运单号 {tracking}。'],
      notes: ['人为损坏，按自费件报价，老客户给 8 折。', '配件缺货，等周五到仓。'],
    },
    en: {
      subjects: ['Cost of a repair out of warranty', 'Dropped it, can it be repaired?', 'Warranty check {sn}', 'Where can I buy original parts?'],
      told: ['I dropped the {p} and the case is cracked. Can it be repaired, and at what cost?', 'Could you check whether serial number {sn} is still in warranty?', 'I am looking for an original power adapter. I only find copies.', 'Half a year out of warranty and it does not switch on. What would a repair cost?'],
      asked: ['Please send a photo of the damage and the serial number for an estimate.', 'It was bought at {shop} and is covered until next year; damage by a fall is not. Could you send a photo?'],
      answered: ['Photo sent, serial {sn}.', 'That is fine. How do I send it?', 'That is quite a lot. Any discount?'],
      solved: ['The repair costs {amount} with transport both ways. The pick-up is booked, tracking {tracking}.', 'The part is ordered and on its way, tracking {tracking}.'],
      notes: ['Damage by a fall: estimate at cost, 20 % off for an old customer.', 'Part out of stock until Friday.'],
    },
  },
];
