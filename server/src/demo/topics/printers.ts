import type { Topic } from './topic.ts';

export const printerTopics: readonly Topic[] = [
  {
    key: 'jam', type: 'support', products: ['l220', 'j80'], team: 'service', skill: 'printers', weight: 7, part: false, tags: ['卡纸'],
    zh: {
      subjects: ['{p}频繁卡纸', '打印机提示卡纸但找不到纸', '双面打印必卡纸'],
      told: ['公司这台{p}最近每打十几张就卡一次，纸是 80 克的，一直用这个牌子。', '面板提示“后部卡纸”，后盖打开什么都没有，关上还是提示。', '单面没问题，一双面就卡在出纸口，纸边都皱了。'],
      asked: ['请您把纸盒整个抽出来，看看搓纸轮表面是不是发亮发滑，用湿布擦一下；另外把纸扇一扇再放，不要超过刻线。', '麻烦打开后盖，把绿色压杆放下，用手电筒看一下定影器下方有没有小纸片，可以拍照给我。'],
      answered: ['果然在定影器下面有一小片纸，取出来就好了。', '擦了搓纸轮，好了一个上午，下午又开始卡。', '照片发了，麻烦看看是不是这个轮子坏了。'],
      solved: ['从照片看搓纸轮已经磨平了，这个属于耗材，我们送您一套，运单号 {tracking}，更换视频链接一起发到邮箱。', '这就是原因，小纸片挡住了传感器。建议每次加纸时顺便看一眼，以后不会再误报了。'],
      notes: ['印量已经 3.8 万页，搓纸轮到寿命了，送一套维系客户。'],
    },
    en: {
      subjects: ['{p} jams all the time', 'Paper jam reported but there is no paper', 'Double-sided printing always jams'],
      told: ['The {p} in our office jams every dozen pages. Same 80 g paper we have always used.', 'The panel says jam at the rear. I opened the cover, there is nothing, and the message stays.', 'Single-sided is fine, double-sided always jams at the exit and creases the edge.'],
      asked: ['Please pull the tray out and look whether the pick-up roller is shiny; wipe it with a damp cloth. And fan the paper before you put it back.', 'Could you open the rear cover, lower the green levers and look below the fuser with a torch? A photo helps.'],
      answered: ['There was a scrap of paper below the fuser. It works now.', 'I wiped the roller. It was fine all morning, and jams again since noon.', 'Photo sent. Is it that roller?'],
      solved: ['The roller is worn flat. It is a wear part, but we are sending you a set for free: tracking {tracking}. The mail has a link to the video.', 'That scrap covered the sensor. A look there whenever you refill paper and it will not come back.'],
      notes: ['38,000 pages: the roller is due. Send one for free.'],
    },
  },
  {
    key: 'streaks', type: 'support', products: ['l220', 'j80'], team: 'service', skill: 'printers', weight: 6, part: true, tags: ['打印质量'],
    zh: {
      subjects: ['打印出来有竖条纹', '{p}打印颜色发浅', '换了新墨盒不识别', '打印件背面有污渍'],
      told: ['打印合同每一页左边都有一条黑线，换过硒鼓也一样。', '黑色打出来是灰的，清洗了三遍喷头没有改善。', '官方旗舰店买的新墨盒，装上提示“无法识别的耗材”。订单号 {order}。'],
      asked: ['请打印一张测试页拍照给我们（面板：设置－维护－测试页），我判断一下是硒鼓、定影还是激光器。', '请把墨盒取出来，用无尘布擦一下铜触点，再重新装入，听到“咔”一声为准。'],
      answered: ['测试页发过去了，黑线位置每张都一样。', '触点擦了，识别了，谢谢！', '还是不行，新旧墨盒都一样。'],
      solved: ['黑线间距和感光鼓周长一致，是感光鼓划伤，保内免费换新，运单号 {tracking}，旧件不用寄回。', '墨盒芯片批次问题，已为您补发一个，运单号 {tracking}，原来那个请留作备用或丢弃。'],
      notes: ['耗材 2417 批次芯片不良，第 12 例，已报质量部。', '激光器窗口脏污的可能性大，先寄清洁套件，不行再取件。'],
    },
    en: {
      subjects: ['Vertical lines on every page', 'Prints of the {p} are too light', 'New cartridge not recognised', 'Marks on the back of prints'],
      told: ['Every page has a black line on the left, also with a new toner.', 'Black comes out grey. I ran the head cleaning three times without any change.', 'I bought a new cartridge in your own shop and it says "unknown supply". Order {order}.'],
      asked: ['Please print a test page (Settings, Maintenance, Test page) and send us a photo, so that I can tell drum, fuser and laser apart.', 'Please take the cartridge out, wipe the copper contacts with a lint-free cloth and push it in until it clicks.'],
      answered: ['Here is the test page. The line is in the same place each time.', 'Wiped the contacts, now it is recognised. Thanks!', 'No change, old and new cartridge are the same.'],
      solved: ['The distance of the marks fits the drum: it is scratched. You get a new one under warranty, tracking {tracking}; keep the old one.', 'That batch had bad chips. A replacement is on its way, tracking {tracking}.'],
      notes: ['Supplies batch 2417, bad chips, case 12. Quality knows.', 'Probably a dirty laser window: send the cleaning kit first.'],
    },
  },
  {
    key: 'driver', type: 'usage', products: ['l220', 'j80'], team: 'service', skill: 'printers', weight: 5, part: false, tags: ['驱动'],
    zh: {
      subjects: ['电脑升级后找不到打印机', '{p}怎么扫描到邮箱', '手机怎么打印', '统信系统有驱动吗'],
      told: ['电脑升级系统之后{p}变成“脱机”，重装驱动也没用。', '想扫描以后直接发到邮箱，SMTP 设置填了总说认证失败。', '单位换了国产操作系统，请问有没有对应的驱动？'],
      asked: ['请先在打印机面板上打印一张“网络配置页”，告诉我 IP 地址，然后用这个 IP 重新添加打印机。', '邮箱这边需要用“授权码”而不是登录密码，端口 465、SSL，麻烦您再填一次试试。', '请告诉我系统名称、版本和处理器架构（“设置－关于”里能看到），我帮您确认对应的驱动包。'],
      answered: ['IP 是 192.168.1.23，用 IP 加好就能打了。', '用授权码可以了，原来不是登录密码。', '端口改了，提示“服务器拒绝连接”。', '统信 UOS 1060，处理器是兆芯的。'],
      solved: ['那就固定这个 IP 地址，以后不会再掉。我把设置步骤也发您一份。', '适配驱动已经上架，下载链接发到您邮箱，安装包自带说明；扫描功能也支持。', '那就好。以后改了邮箱密码，授权码也要重新生成一次，端口保持 465 不变。步骤我发您一份。'],
      notes: ['路由器 DHCP 换了地址，建议客户绑定 IP。'],
    },
    en: {
      subjects: ['Computer does not find the printer after an upgrade', 'How do I scan to mail with the {p}?', 'Printing from a phone', 'Linux driver for the {p}?'],
      told: ['Since my computer was upgraded the {p} is "offline". Reinstalling the driver did not help.', 'I want to scan to my mailbox. The SMTP settings always end in "authentication failed".', 'Is there a driver for Debian? The office switched.'],
      asked: ['Please print the network page from the panel, tell me the IP address, and add the printer by that address.', 'Your mail provider needs an app password rather than your own. Port 465 with SSL. Could you try again?', 'Which version is it, and is the processor x86 or ARM? I will look for the package.'],
      answered: ['It is 192.168.1.23. Added by address, it prints.', 'The app password did it.', 'Changed the port. Now the server refuses the connection.', 'Debian 13 on x86.'],
      solved: ['Then please reserve that address in the router and it will not get lost again. I am sending you the steps.', 'There is a package for it; the link is in your mail, scanning included.', 'Good. If you ever change the password there, you need a new app password as well. I am sending you the steps.'],
      notes: ['DHCP gave it another address. Suggest a fixed one.'],
    },
  },
];
