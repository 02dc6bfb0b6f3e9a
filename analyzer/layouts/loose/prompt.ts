/** A line in which somebody typed a command, in a terminal whose contents were saved. */
export interface Prompt {
  /** What was typed; '' for Enter alone. */
  readonly command: string;
  /** Of the machine, where the prompt names it. */
  readonly host?: string;
}

/** No prompt with its command is longer, in bytes. */
export const MOST_PROMPT_BYTES = 400;

/** `[root@kn1 ~]# df -h`, `root@kn1:/var/log$ df -h`, `me@kn1 ~ % df -h`. */
const USER_AT_HOST =
  /^(?:\([\w.-]{1,40}\) ?)?\[?[A-Za-z_][\w.-]{0,31}@(?<host>[\w.-]{1,63})(?:[ :]{1,2}[~\w./-]{0,120})?\]? ?[#$%](?<command> .{0,300})?$/;
/** `kn1:~ # df -h` */
const HOST_AND_FOLDER = /^(?<host>[A-Za-z][\w-]{0,62}):[~/][\w./-]{0,120} ?[#$](?<command> .{0,300})?$/;
/**
 * `# df -h` and `$ kubectl get nodes`: files of configuration have lines that begin so, too, and so have texts. Only
 * what nobody writes but in a terminal is taken for one.
 */
const BARE = /^[#$] ?(?<command>.{2,300})$/;
const ALONE =
  /^(?:df|free|ps|top|uptime|date|uname|dmesg|mount|lsblk|last|vmstat|lscpu|hostname|timedatectl|iptables-save|ifconfig)(?: -{1,2}[\w=-]{1,40}){0,6}(?: \/[\w./*-]{0,200}){0,3}(?: ?[|>] ?.*)?$/;
const WITH_WORDS =
  /^(?:journalctl -|systemctl (?:status|show|list-|cat|is-)|kubectl (?:-|get|describe|top|cluster-info|version)|crictl (?:ps|pods|info|images|stats|version)|docker (?:ps|info|version|stats|images|logs)|chronyc (?:-n )?(?:tracking|sources|sourcestats|activity)|ntpq -|auditctl -|ip (?:-\w{1,3} )?(?:a|addr|address|r|route|link|neigh)(?: (?:show|list)\b.{0,200})?$|ss -|netstat -|nft list|route -n|sysctl -|k3s (?:--version|check-config|kubectl|crictl)|(?:cat|tail|head|less|more|grep|zcat) (?:-\w{1,20} )?[\w./*'"-]*\/|rpm -q)/;

/** Undefined for what is none. Takes time that grows with the length of the line, of which MOST_PROMPT_BYTES at most are given. */
export function promptIn(line: string): Prompt | undefined {
  const { host, command = '' } = (USER_AT_HOST.exec(line) ?? HOST_AND_FOLDER.exec(line))?.groups ?? {};
  if (host !== undefined) return { command: command.trim(), host };
  const typed = BARE.exec(line)
    ?.groups?.['command']?.trim()
    .replace(/^sudo /, '');
  if (typed === undefined || !(ALONE.test(typed) || WITH_WORDS.test(typed))) return undefined;
  return { command: typed };
}
