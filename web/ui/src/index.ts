export { classes } from './style/classes.ts';

export { Button, buttonClass } from './button/Button.tsx';
export type { ButtonKind, ButtonProps, ButtonSize } from './button/Button.tsx';
export { IconButton } from './button/IconButton.tsx';

export { Field } from './field/Field.tsx';
export type { FieldControl } from './field/Field.tsx';
export { Input, Select, Textarea } from './field/Input.tsx';
export type { Choice } from './field/Input.tsx';
export { Checkbox, Radio, Switch } from './field/Checkbox.tsx';
export { Combobox } from './field/Combobox.tsx';
export { DesignedField } from './field/DesignedField.tsx';
export type { DesignedValue } from './field/DesignedField.tsx';
export { useRested } from './field/useRested.ts';
export { Picker } from './field/Picker.tsx';
export { OptionList, useOptionKeys } from './field/OptionList.tsx';
export { TagInput } from './field/TagInput.tsx';
export { filterOptions } from './field/filter.ts';
export type { Option } from './field/filter.ts';

export { Badge, Chip, Tag } from './mark/Tag.tsx';
export type { Tone } from './mark/Tag.tsx';
export { Avatar, PresenceMark, initials } from './mark/Avatar.tsx';
export type { Presence } from './mark/Avatar.tsx';
export { ChannelMark, channelIcons, PriorityMark, StatusMark, TierMark } from './mark/Marks.tsx';

export { Dialog } from './overlay/Dialog.tsx';
export { Menu, moveFocus } from './overlay/Menu.tsx';
export type { MenuItem } from './overlay/Menu.tsx';
export { Popover } from './overlay/Popover.tsx';
export type { Trigger } from './overlay/Popover.tsx';
export { ToastProvider, useToasts } from './overlay/Toasts.tsx';
export type { ToastSpec, Toasts } from './overlay/Toasts.tsx';
export { Tooltip } from './overlay/Tooltip.tsx';

export { EmptyState, ErrorState, Loading, Notice, Skeleton } from './state/States.tsx';
export { faultSentence, faultWords, fieldFaults } from './state/fault.ts';
export { MissingPart, RenewalBar, useHeld } from './renew/Renewal.tsx';
export { isMissingPart, startRenewal } from './renew/renewal.ts';
export { useLeftFaults } from './state/useLeftFaults.ts';

export { DetailPage, Facts, ListPage, PaneHead, Section } from './frame/Page.tsx';
export { Panes } from './frame/Panes.tsx';
export { Tabs } from './frame/Tabs.tsx';
export { useOpenInView } from './frame/useOpenInView.ts';

export { ClockChip } from './clock/ClockChip.tsx';
export { readClock } from './clock/clock.ts';
export type { ClockFacts, ClockLook, ClockReading } from './clock/clock.ts';
export { Stars, StarsInput } from './rating/Stars.tsx';
export { Bubble, DayLine, EventIcon, Timeline, TimelineEvent } from './timeline/Timeline.tsx';

export { GuideStep } from './guide/GuideStep.tsx';

export { FileDrop } from './file/FileDrop.tsx';
export { FileList, UploadList } from './file/Files.tsx';
export { scaledPhoto, thumbnail } from './file/photo.ts';
export { sendBytes } from './file/send.ts';
export { useUploads } from './file/uploads.ts';
export type { Upload } from './file/uploads.ts';

export { absolute, calendarDay, clockTime, compact, countdown, dayName, daysApart, duration, figure, fileSize, relative, workingTime } from './time/format.ts';
export { cutAtLinks } from './text/links.ts';
export { Moment } from './time/Moment.tsx';
export { useNow } from './time/now.ts';

export { availableLanguages, changeLanguage, chooseLanguage, languageName, startLanguages } from './language/languages.ts';
export { listed, named } from './language/named.ts';
export { changeTheme, currentTheme, isDark, startTheme, tokenColor, useTheme } from './theme/theme.ts';
export type { Theme } from './theme/theme.ts';
export { LanguageSwitch, ThemeSwitch } from './theme/Switches.tsx';

export { ApiProvider, GatheredApi, createApi, useApi } from './api/ApiProvider.tsx';
export type { Api, Call } from './api/ApiProvider.tsx';
export { LiveProvider, OfflineNotice, useLive, useLiveStatus, usePeopleOn } from './live/LiveProvider.tsx';
export type { LiveFact, LivePeople, LiveStatus } from './live/connection.ts';
