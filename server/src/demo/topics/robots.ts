import type { Topic } from './topic.ts';

/** The fault of a firmware that went out two weeks ago; many report it within a few days. */
export const dockingFault: Topic = {
  key: 'docking', type: 'support', products: ['r7'], team: 'service', skill: 'robots', weight: 2, part: false, tags: ['回充', 'firmware-3.2.1'],
  zh: {
    subjects: ['R7 Pro 升级后不回充', '更新固件后扫地机找不到充电座', '扫地机器人一直显示“寻找充电座”', 'R7 Pro 回不了基站'],
    told: ['昨天自动升级到 3.2.1 之后，扫完地就在充电座前面来回转，怎么都对不准，最后没电停在客厅。', '机器人升级完固件以后再也不会自己回去充电了，一直播报“正在寻找充电座”。升级之前完全没问题。', '已经连续三天早上发现它没电躺在沙发底下，App 里提示“回充失败”。充电座位置半年没动过。', '更新 3.2.1 后回充必失败，手动抱回去能正常充电，说明触点没有问题。'],
    asked: ['麻烦您先在 App「设备信息」里确认一下固件版本是不是 3.2.1，并把充电座两侧 0.5 米内的东西挪开，重启主机后再试一次回充。', '我们看到您的设备在推送名单里。请先长按主机电源键 10 秒重启，再从 App 里点一次“回充”，告诉我机器停在离基站多远的位置。'],
    answered: ['版本确实是 3.2.1。重启了两次，停在离基站大概二十厘米的地方打转。', '挪开东西也重启过了，还是老样子，碰一下基站又退回去。', '试了，第一次能回，第二次又不行了。'],
    solved: ['这是 3.2.1 固件里红外对准参数的问题，我们已经给您的设备推送了 3.2.2 修复版。请在 App 里更新，更新后第一次回充请从同一房间开始。给您添麻烦了，非常抱歉。', '修复固件 3.2.2 已经单独推送到您的设备，更新大约需要 6 分钟，之后回充会恢复正常。我们另外给您的账户延保了 3 个月。'],
    notes: ['3.2.1 回充问题，研发已确认是红外对准阈值改错，按 FW-118 统一处理。', '同一问题今天第 7 单了，已合并到固件事故跟踪，先安抚，等 3.2.2。', '设备日志显示 dock_align 超时，和事故单一致，不需要上门。'],
  },
  en: {
    subjects: ['R7 Pro no longer docks after the update', 'Robot vacuum can not find its base since firmware 3.2.1', 'Stuck on "looking for charging base"', 'Docking fails every time since yesterday'],
    told: ['The robot updated itself to 3.2.1 overnight. Since then it circles in front of the base, never lines up, and runs out of battery.', 'Until last week it went home on its own every day. After the firmware update it keeps announcing that it is looking for the base.', 'For three mornings in a row I found it dead under the sofa. The app just says "return to base failed". The base has not moved in months.'],
    asked: ['Could you check in the app under Device info whether the firmware is 3.2.1, and clear half a metre on both sides of the base? Then hold the power button for ten seconds and send it home once more.', 'I can see your device in the group that got the update. Please restart it (power button, ten seconds) and tell me how far from the base it stops.'],
    answered: ['Yes, it is 3.2.1. Restarted twice, it stops about 20 cm away and turns on the spot.', 'Cleared everything and restarted. It touches the base and then backs off again.', 'It worked once, and then failed again.'],
    solved: ['This is a fault in the alignment settings of firmware 3.2.1. We have sent 3.2.2 to your device: please install it from the app and start the first return from the same room as the base. I am sorry for the trouble.', 'The corrected firmware 3.2.2 is on its way to your robot; it takes about six minutes. We have also extended your warranty by three months.'],
    notes: ['Docking fault of 3.2.1, confirmed by engineering (FW-118). Push 3.2.2 individually.', 'Log shows dock_align timeouts, same as the incident. No visit needed.'],
  },
};

export const robotTopics: readonly Topic[] = [
  dockingFault,
  {
    key: 'brush', type: 'repair', products: ['r7', 'r5'], team: 'service', skill: 'robots', weight: 6, part: true, tags: ['主刷'],
    zh: {
      subjects: ['{p}主刷不转', '扫地机主刷异响', '{p}提示“主刷卡住”但里面没有东西'],
      told: ['{p}用了{months}个月，这两天一开机就报主刷卡住，头发都清干净了还是报。', '扫地的时候主刷那边“咔咔”响，声音特别大，邻居都听得到。', '主刷转几下就停，App 提示主刷过载，边刷是正常的。'],
      asked: ['请您把主刷取下来，看看两端轴承里有没有缠绕的头发，再空转试一下；方便的话拍一张主刷仓的照片给我们。', '麻烦先把主刷盖板拆开，检查驱动轴的方形接口有没有磨圆。主机底部的序列号也请告诉我。'],
      answered: ['轴承里确实有一点头发，清掉了，可还是不转。序列号是 {sn}。', '接口好像磨圆了，照片发给你们。', '空转也不行，电机那边有股焦味。'],
      solved: ['判断是主刷电机齿轮箱磨损，在保修期内，我们免费给您寄一套主刷模组，运单号 {tracking}。换上之后用 App 里的“部件校准”走一遍就可以了。', '已安排顺丰上门取件，检测后免费更换主刷电机，修好寄回，运单号 {tracking}，一般 3–5 天。'],
      notes: ['保内，齿轮箱老化批次，直接发主刷模组 SP-7712。', '客户家有两只长毛猫，寄件时附送一套防缠绕主刷。'],
    },
    en: {
      subjects: ['Main brush of the {p} does not turn', 'Loud rattling from the main brush', '"Main brush stuck" although it is clean'],
      told: ['I have had the {p} for {months} months. It now reports a stuck main brush every time, although I removed all the hair.', 'There is a loud clicking from the main brush while cleaning, even on bare floors.', 'The brush turns a few times and stops. The side brush works.'],
      asked: ['Please take the brush out, check both bearings for hair, and let it run empty. A photo of the brush bay would help.', 'Could you look whether the square end of the drive shaft is worn? And please tell me the serial number from the underside.'],
      answered: ['There was a little hair in the bearing, but it still does not turn. The serial number is {sn}.', 'The square end looks worn, photo attached.', 'It does not run empty either, and it smells a bit burnt.'],
      solved: ['The gearbox of the brush motor is worn. You are within warranty, so a new brush module is on its way to you, tracking {tracking}. Please run "part calibration" in the app afterwards.', 'We will collect the robot and replace the motor free of charge; tracking {tracking}, usually three to five days.'],
      notes: ['In warranty, known gearbox batch, send SP-7712.', 'Two cats at home: include the anti-tangle brush.'],
    },
  },
  {
    key: 'map', type: 'usage', products: ['r7', 'r5'], team: 'service', skill: 'robots', weight: 6, part: false, tags: ['地图'],
    zh: {
      subjects: ['地图总是丢失', '{p}怎么设置禁区？', '搬家后怎么重新建图', '多层地图怎么保存'],
      told: ['每次手动把机器搬到卧室清扫，回来地图就乱了，要重新建。', '刚搬到{city}新家，旧地图删不掉，新家又建不起来。', '家里两层楼，想每层各存一张地图，在 App 里找了半天没找到。', '想让它不要进宠物房，禁区画了但它照样进去。'],
      asked: ['请确认 App 已更新到最新版，在「地图管理」里打开“多地图保存”，然后从充电座出发做一次快速建图，期间不要搬动机器。', '禁区要画在“当前使用中”的地图上才生效，麻烦您看一下地图右上角是不是显示“使用中”。'],
      answered: ['原来要先点“使用”，现在可以了。', '建图到一半它又从头开始，怎么回事？', '照着做了，两层都存下来了。'],
      solved: ['好的，多地图已经生效。以后换楼层直接搬过去点“定位”，不要按电源键重启就不会丢图。', '我把图文步骤发到您的邮箱了：先删旧图，再“快速建图”，最后画禁区，三步就好。'],
      notes: ['说明书第 23 页这段写得不清楚，第三次有人问了，反馈给文档组。'],
    },
    en: {
      subjects: ['The map keeps getting lost', 'How do I set no-go zones on the {p}?', 'New flat, how to make a new map', 'Saving a map per floor'],
      told: ['Whenever I carry it to the bedroom, the map is wrong afterwards and I have to start over.', 'We moved to {city} last week. I can not delete the old map and it will not make a new one.', 'We have two floors and I would like one map for each, but I can not find the setting.', 'It should stay out of the cat room. I drew a zone and it drives right through.'],
      asked: ['Please update the app, switch on "Keep several maps" under Map management, and start a quick mapping run from the base without moving the robot.', 'Zones only count on the map in use. Does the map say "in use" in the top right corner?'],
      answered: ['I had to press "use" first. It works now.', 'It restarts half way through mapping, why?', 'Done, both floors are saved.'],
      solved: ['Good: several maps are on. When you carry it to another floor, just tap "Locate" and do not restart it.', 'I have mailed you the steps with pictures: delete the old map, quick mapping, then draw the zones.'],
      notes: ['Page 23 of the manual is unclear, third question this month. Told the documentation people.'],
    },
  },
  {
    key: 'wifi', type: 'usage', products: ['r7', 'r5', 'a3', 's2', 'l220', 'j80'], team: 'service', skill: 'smart-home', weight: 8, part: false, tags: ['联网'],
    zh: {
      subjects: ['{p}连不上 Wi-Fi', '换了路由器以后设备离线', '{p}配网一直失败', 'App 显示设备离线'],
      told: ['家里换了新路由器，{p}就一直离线，重新配网卡在 80%。', '按说明书操作配网失败十几次了，手机就在旁边。', '每天晚上都会掉线一次，第二天早上自己又好了。'],
      asked: ['请问路由器是不是“双频合一”？设备只支持 2.4 GHz，麻烦先关掉双频合一，手机也连 2.4 GHz 再配网。', '麻烦您确认 Wi-Fi 名称和密码里没有特殊符号，并把设备靠近路由器两米以内再试一次。'],
      answered: ['是双频合一，关掉以后一次就连上了！', '关了还是不行，提示“密码错误”，可密码明明是对的。', '靠近路由器可以，搬回原位又断。'],
      solved: ['那就是信号的问题了，建议给那个房间加一个子路由。设备本身检测正常，后台看到已经在线。', '已在后台看到您的设备上线了。以后换路由器，在 App「更换网络」里改就行，不用删设备。'],
      notes: ['WPA3 路由器的兼容问题，下个版本修，先让客户切 WPA2。'],
    },
    en: {
      subjects: ['{p} does not connect to Wi-Fi', 'Offline since we have a new router', 'Pairing the {p} fails', 'The app says device offline'],
      told: ['We got a new router and the {p} has been offline ever since. Pairing stops at 80 %.', 'I have tried to pair it a dozen times as the manual says, with the phone right next to it.', 'It goes offline every evening and comes back by itself in the morning.'],
      asked: ['Does your router use one name for 2.4 and 5 GHz? The device only knows 2.4 GHz: please switch that off for pairing and connect the phone to 2.4 GHz too.', 'Please check that the network name and password have no unusual characters, and try within two metres of the router.'],
      answered: ['It was the combined network. Connected at the first try!', 'Switched it off, now it says wrong password, which it is not.', 'Close to the router it works, back in its place it drops again.'],
      solved: ['Then the signal is too weak there; a repeater in that room will help. The device itself is fine and online as I write.', 'I can see your device online now. Next time use "Change network" in the app, there is no need to remove it.'],
      notes: ['WPA3 only router, fixed in the next release. Switch to WPA2 for now.'],
    },
  },
];
