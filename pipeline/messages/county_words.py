"""What is said while many counties are made, and after it."""

# fmt: off
FAULT = "程序出错，这个县没有做成；请把 {place} 发给维护人员（日志里没有台账内容）。"
FAULT_WITHOUT_LOG = "程序出错，这个县没有做成，日志也写不进 {place}；请联系维护人员，告知运行的命令。"
UNDER_WAY = "分头做{all}个县"
STAGE = "{county}（第{number}个，共{all}个）：{stage}"
ENDED = "{county}：{what}（已完成{done}个县，共{all}个）"
PUBLISHED = "已发布{files}个文件"
UNCHANGED = "没有变化，没有重做"
NOT_DONE = "没有做成"
DASHBOARD = "各县的进度也可以在浏览器里看：{address}"
WAITING = "等待工人加入……"
WORKERS = "已有{count}个工人进程。"

SUMMARY = "{period}：共{all}个县，发布{published}个，没有变化{unchanged}个，没有做成{failed}个；成果在 {outputs}。"
NOT_MADE = "没有做成（{count}个县）："
COUNTY = "  - {county}：{told}"
TO_ATTEND = "有事项要处理（{count}个县）：{counties}。"
MORE_COUNTIES = "{counties}等"
LOOK = "下一步：逐个县打开审核页，例如 {place}。"
AGAIN = "下一步：按上面所写改好以后，再运行一次同样的命令；已发布而没有变化的县不会重做。"
# fmt: on
