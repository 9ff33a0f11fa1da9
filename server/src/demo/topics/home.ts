import type { Topic } from './topic.ts';

export const homeTopics: readonly Topic[] = [
  {
    key: 'battery', type: 'repair', products: ['v10', 'r5', 'h1'], team: 'repair', skill: 'repair', weight: 6, part: true, tags: ['电池'],
    zh: {
      subjects: ['{p}充不进电', '{p}续航只剩几分钟', '充电灯一直闪红灯'],
      told: ['{p}用了{months}个月，充一晚上电，用五分钟就没了。', '插上充电器红灯闪三下停一下，就是充不进去。', '电池那里摸着发烫，有点鼓，不敢再用了。'],
      asked: ['请先停止充电，把设备放在通风的地方。麻烦拍一下电池标签和充电时指示灯的视频，序列号也请告诉我。', '请换一个插座试试，并确认用的是原装充电器（输出 26.1 V）。'],
      answered: ['是原装的，序列号 {sn}。', '换了插座一样，视频发了。', '已经停用了，请尽快处理。'],
      solved: ['电池确实有问题，在保修期内，已安排危险品快递上门取件并寄新电池，运单号 {tracking}。在此之前请不要再充电。', '检测报告出来了，是电芯衰减，免费换新电池包并已寄出，运单号 {tracking}。'],
      notes: ['疑似鼓包，按安全件 2 小时流程走，通知质量部留样。', '出保 2 个月，主管同意按保内处理。'],
    },
    en: {
      subjects: ['{p} does not charge', '{p} only runs for a few minutes', 'Charging light blinks red'],
      told: ['After {months} months the {p} charges all night and is empty after five minutes.', 'It blinks red three times, pauses, and never charges.', 'The battery gets hot and seems a bit swollen. I do not dare to use it.'],
      asked: ['Please stop charging and keep it somewhere airy. Could you send a photo of the battery label, a video of the light, and the serial number?', 'Please try another socket, and check that it is the original charger (26.1 V).'],
      answered: ['It is the original one, serial {sn}.', 'Same with another socket, video sent.', 'I stopped using it, please hurry.'],
      solved: ['The battery is faulty and in warranty. A courier for dangerous goods will collect it and brings a new one, tracking {tracking}. Please do not charge it until then.', 'The report says worn cells: the new battery pack is on its way, tracking {tracking}.'],
      notes: ['Possible swelling: safety process, two hours, tell quality.', 'Two months out of warranty; agreed to treat as in.'],
    },
  },
  {
    key: 'purifier', type: 'usage', products: ['a3'], team: 'service', skill: 'appliances', weight: 6, part: false, tags: ['滤芯'],
    zh: {
      subjects: ['换了滤芯还提示更换', '净化器数值一直是 001', '净化器有酸味', '{p}夜里声音大'],
      told: ['刚换的新滤芯，App 还是显示剩余 0%，红灯一直亮。', '做饭油烟那么大，显示屏 PM2.5 还是 001，是不是传感器坏了？', '开了一会儿有股酸酸的味道，滤芯才用了{months}个月。'],
      asked: ['换完滤芯需要复位：同时按住“童锁”和“风速”5 秒，听到一声长鸣就好了。', '请打开右侧传感器盖，用干棉签轻轻擦一下镜头，再放在窗边试一试数值有没有变化。', '请把滤芯取出来看看有没有受潮或发黑，让机器空转十分钟，再告诉我味道是从滤芯还是机身里来的。'],
      answered: ['长按了，红灯灭了，谢谢。', '擦过之后能变化了，最高到 80 多。', '味道还在，是不是滤芯质量有问题？'],
      solved: ['酸味一般是滤芯吸附饱和或受潮，我们免费补寄一个，运单号 {tracking}。厨房旁边使用建议缩短更换周期。', '好的，传感器恢复正常了。建议每两个月擦一次，App 里可以设提醒。', '好的，复位成功，新滤芯的寿命从今天重新计算，快到期时 App 会提醒您。'],
      notes: ['A3 复位按键组合不好找，FAQ 需要放到包装里。'],
    },
    en: {
      subjects: ['New filter but it still says replace', 'Reading is always 001', 'Sour smell from the purifier', '{p} too loud at night'],
      told: ['I put a new filter in and the app still shows 0 % left, with the red light on.', 'Smoke all over the kitchen and the display still says 001. Is the sensor broken?', 'There is a sour smell after a while. The filter is only {months} months old.'],
      asked: ['The filter needs a reset: hold "child lock" and "speed" together for five seconds until it beeps.', 'Please open the sensor cover on the right side, wipe the lens with a dry cotton bud and try it near a window.', 'Please take the filter out, see whether it is damp or dark, let the machine run without it for ten minutes and tell me where the smell comes from.'],
      answered: ['Done, the light is off. Thank you.', 'It moves now, up to 80.', 'The smell is still there. Is it the filter?'],
      solved: ['A sour smell means that the filter is saturated or got damp. We are sending you a new one, tracking {tracking}.', 'The sensor is fine again then. Wipe it every two months, the app can remind you.', 'Good, the count starts anew from today, and the app tells you in time.'],
      notes: ['The reset keys of the A3 are hard to find; ask for a card in the box.'],
    },
  },
  {
    key: 'fryer', type: 'exchange', products: ['f6', 'c4'], team: 'service', skill: 'appliances', weight: 5, part: false, tags: ['换新'],
    zh: {
      subjects: ['{p}显示 E1 不加热', '内锅涂层掉了', '咖啡机漏水', '收到的颜色不对'],
      told: ['{p}开机就显示 E1，风扇转但是不加热。', '才用了{months}个月，炸篮的涂层就起皮了，还能吃吗？', '底下一直漏水，台面都泡了，胶囊也是原装的。', '下单的是白色，收到的是黑色，订单号 {order}。'],
      asked: ['非常抱歉。请拍一张照片和机身底部的标签，我们马上给您核实换新。', '请先断电放置 30 分钟再开机，如果还是 E1，就不需要再试了，我们直接给您换。'],
      answered: ['照片已发，标签上的序列号是 {sn}。', '放了一晚上还是 E1。', '请问换货要自己出运费吗？'],
      solved: ['已经为您办理换新，新机今天从{city}仓发出，运单号 {tracking}，旧机请让同一位快递员带走，运费我们承担。', '换货单已建，快递会在明天上门，一换一，不用您出运费。'],
      notes: ['E1 = 温度传感器开路，直接换新，不走维修。', '发错颜色，仓库拣货问题，已反馈。'],
    },
    en: {
      subjects: ['{p} shows E1 and does not heat', 'Coating of the basket peels off', 'Coffee machine leaks', 'Wrong colour delivered'],
      told: ['The {p} shows E1 right after I switch it on. The fan runs, no heat.', 'After {months} months the coating of the basket comes off. Is that safe?', 'Water runs out underneath and soaks the worktop. I use the original capsules.', 'I ordered white and got black. Order {order}.'],
      asked: ['I am sorry. Please send a photo and the label from the underside and we will arrange the exchange.', 'Please unplug it for half an hour. If it still says E1, no more tests: we exchange it.'],
      answered: ['Photo sent, the serial is {sn}.', 'Left it overnight, still E1.', 'Do I have to pay for the return?'],
      solved: ['The exchange is arranged: the new one leaves our warehouse today, tracking {tracking}, and the courier takes the old one along. No cost to you.', 'The courier comes tomorrow and swaps one for the other, free of charge.'],
      notes: ['E1 is an open sensor: exchange, no repair.', 'Wrong colour picked, told the warehouse.'],
    },
  },
  {
    key: 'lock', type: 'support', products: ['s2'], team: 'service', skill: 'smart-home', weight: 6, part: true, tags: ['门锁'],
    zh: {
      subjects: ['指纹总是识别失败', '门锁电池一个月就没电', '门锁打不开，人在门外', '临时密码怎么设置'],
      told: ['天气一冷指纹就识别不了，按五六次才开一次。', '说明书写能用一年，我这个月已经换第二次电池了。', '现在人就在门外进不去，密码输对了提示“系统锁定”！', '想给保洁阿姨设一个只能周三用的密码。'],
      asked: ['别着急，请用手机充电宝接门锁下方的 Type-C 口应急供电，再输一次密码。', '请删除原来的指纹重新录入，录的时候手指多换几个角度，冬天可以把灵敏度调到“高”。', '请在 App 的“设备日志”里看一下每天开锁多少次；另外关门的时候，锁舌是自己弹出来，还是要用力推一下门？', '在 App 的“成员”里新建一位访客，选“按星期”，就能限定只有周三有效，密码会自动生成。'],
      answered: ['接上充电宝进来了！可电池怎么会这么快没电？', '重新录了好一些，但拇指还是不行。', '找到了，在“成员”里面，谢谢。', '每天十来次。锁舌是有点紧，要推一下门才锁得上。'],
      solved: ['从日志看是锁舌阻力偏大导致耗电，门框需要调一下。已预约{city}的师傅明天上午上门，免费。', '指纹模组需要更换，保内免费，师傅会提前电话联系您。', '好的。访客密码可以随时停用，每次开门都有记录，App 里就能看到。'],
      notes: ['门外等候属于紧急，15 分钟内必须有人跟进。', '锁体与门框间隙不足，派单给{city}服务商。'],
    },
    en: {
      subjects: ['Fingerprint is not recognised', 'Batteries of the lock last a month', 'Locked out, please help', 'How do I set a temporary code?'],
      told: ['Since it got cold, the fingerprint works once in five or six tries.', 'The manual says a year, and I changed the batteries for the second time this month.', 'I am standing outside. The code is right and it says "system locked"!', 'I would like a code for the cleaner that only works on Wednesdays.'],
      asked: ['No worry: connect a power bank to the USB-C port at the bottom of the lock and enter the code again.', 'Please delete the fingerprint and record it again from several angles; in winter set the sensitivity to high.', 'Please look at the log in the app: how often is it opened in a day? And does the bolt slide freely, or do you have to push the door?', 'Add a guest under Members in the app and choose "certain days": the code then works on Wednesdays only.'],
      answered: ['The power bank did it, I am in! But why are the batteries empty so soon?', 'Better now, but the thumb still fails.', 'Found it under Members, thanks.', 'About ten times a day. And yes, I have to push the door a little.'],
      solved: ['The log shows that the bolt runs stiffly, which eats the batteries. A technician will adjust the frame tomorrow morning, free of charge.', 'The fingerprint module has to be replaced under warranty. The technician will call you first.', 'Good. You can switch the guest off at any time, and every opening is in the log.'],
      notes: ['Locked out is urgent: somebody within 15 minutes.', 'Gap between bolt and frame too small.'],
    },
  },
  {
    key: 'audio', type: 'repair', products: ['h1'], team: 'service', skill: 'audio', weight: 5, part: true, tags: ['耳机'],
    zh: {
      subjects: ['左耳没有声音', '耳机连接电脑断断续续', '降噪有电流声'],
      told: ['{p}左边突然没有声音了，重新配对也没用，才买{months}个月。', '连手机没问题，连电脑开会就一卡一卡的。', '打开降噪就有“滋滋”的电流声，关掉就没有。'],
      asked: ['请把耳机恢复出厂：同时按住电源键和降噪键 8 秒，再重新配对试试左右声道测试音。', '麻烦确认电脑蓝牙里选的是“立体声”而不是“免提”，并在 App 里看一下固件版本。'],
      answered: ['恢复出厂以后左边还是没声。', '改成立体声就不卡了，谢谢！', '固件是 1.4，已经最新了，还是有滋滋声。'],
      solved: ['判断为左单元故障，为您换一副新的，运单号 {tracking}，旧的请放进同一个盒子寄回，到付。', '电流声是这个固件的已知问题，1.5 版已修复，今晚推送。', '好的。会议软件里也请选“立体声”输出、电脑自带的麦克风，就不会再断了。'],
      notes: ['左单元虚焊批次，直接换。'],
    },
    en: {
      subjects: ['No sound on the left side', 'Headphones stutter with my laptop', 'Hiss with noise cancelling on'],
      told: ['The left side of the {p} went silent. Pairing again did not help; they are {months} months old.', 'Fine with the phone, but they stutter in calls on the laptop.', 'With noise cancelling there is a hiss, without it there is none.'],
      asked: ['Please reset them: power and noise cancelling together for eight seconds, then pair and play the left and right test.', 'Is "stereo" selected in the Bluetooth settings rather than "hands-free"? And which firmware does the app show?'],
      answered: ['Left is still silent after the reset.', 'Stereo fixed the stutter. Thanks!', 'Firmware 1.4, which is the newest, and it still hisses.'],
      solved: ['The left driver is gone. You get a new pair, tracking {tracking}; please send the old one back in the same box, postage paid.', 'The hiss is known in this firmware and fixed in 1.5, which goes out tonight.', 'Good. In the meeting app choose the microphone of the laptop, then it stays in stereo.'],
      notes: ['Left driver, known solder batch: exchange.'],
    },
  },
];
