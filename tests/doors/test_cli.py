"""The command line: what it prints, exit codes, and one sentence for whatever stops a run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.typed import Call

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "cases" / "golden" / "inputs"


@pytest.fixture
def silent_county(county: Path) -> Path:
    """Two townships, both with nothing in hand."""
    settings = openpyxl.Workbook()
    roster = settings.active
    roster.title = "乡镇名录"
    for row in (("序号", "乡镇"), (1, "东岭镇"), (2, "西河镇")):
        roster.append(row)
    office = settings.create_sheet("单位")
    for row in (("项目", "值"), ("县名", "青禾县")):
        office.append(row)
    settings.save(county / "inputs" / "设置.xlsx")
    folder = county / "inputs" / "2023-02"
    folder.mkdir()
    for name in ("东岭镇", "西河镇"):
        (folder / f"{name}.txt").write_text(f"填报单位：{name}\n本月无信访事项，零报告\n", encoding="utf-8")
    return county


@pytest.fixture
def golden_county(county: Path) -> Path:
    """The case worked out by hand, with an earlier edition that no refusal may touch."""
    shutil.copytree(GOLDEN, county / "inputs", dirs_exist_ok=True)
    (county / "outputs" / "2023-02").mkdir()
    (county / "outputs" / "2023-02" / "旧.txt").write_text("旧", encoding="utf-8")
    return county


def outputs_of(folder: Path) -> list[str]:
    return sorted(
        p.relative_to(folder / "outputs").as_posix() for p in (folder / "outputs").rglob("*") if p.name != ".lock"
    )


UNTOUCHED = ["2023-02", "2023-02/旧.txt"]


@pytest.mark.usefixtures("silent_county")
def test_a_county_with_nothing_to_mend_ends_with_0(call: Call):
    code, out, err = call()
    assert code == 0
    assert out.splitlines() == [
        "期间：2023年2月（数据截至2023年2月28日）",
        "已生成49个文件，在 outputs/2023-02：",
        "  data/（38个）",
        "  内部/（1个）",
        "  反馈单/（2个）",
        "  报送/（3个）",
        "  通报/（1个）",
        "  manifest.json",
        "  run.log",
        "  审核.html",
        "  汇总.xlsx",
        "下一步：打开 outputs/2023-02/审核.html 核对。",
    ]
    assert err.splitlines()[0] == "· 读取台账"
    assert err.splitlines()[-1] == "· 发布"


def test_a_run_over_which_nothing_has_changed_makes_nothing_and_says_so(silent_county: Path, call: Call):
    _, first, _ = call()
    page = silent_county / "outputs" / "2023-02" / "审核.html"
    made = page.stat().st_mtime_ns
    code, again, stages = call()
    assert (code, stages) == (0, "")
    assert again == (
        "台账、登记簿、设置、模板和成果与上次运行后完全一样，没有重做；下面是上次运行的结果"
        f"（要重做，请先删除 outputs/.cache 文件夹）。\n{first}"
    )
    assert page.stat().st_mtime_ns == made
    content = page.read_bytes()
    shutil.rmtree(silent_county / "outputs" / ".cache")
    code, anew, stages = call()
    assert (code, anew, stages.splitlines()[-1]) == (0, first, "· 发布")
    assert page.read_bytes() == content


def test_a_county_with_something_to_mend_ends_with_1_and_says_who(golden_county: Path, call: Call):
    code, out, _ = call("run", "2023-02", "--as-of", "2023-03-05")
    assert code == 1
    assert out.splitlines()[0] == "期间：2023年2月（数据截至2023年3月5日）"
    assert "需要处理（5项）：" in out.splitlines()
    assert "outputs/2023-02/审核.html" in out.splitlines()[-1]
    assert "2023-01/manifest.json" in outputs_of(golden_county), "the month before had no edition and is made first"


def test_other_folders_may_be_named(silent_county: Path, call: Call):
    (silent_county / "inputs").rename(silent_county / "来件")
    assert call("run", "--inputs", "来件", "--outputs", "成果")[0] == 0
    assert (silent_county / "成果" / "2023-02" / "审核.html").is_file()
    assert outputs_of(silent_county) == []


@pytest.mark.parametrize(
    "words",
    [
        ("2023-02", "--inputs", "来件", "--as-of", "2023-03-01"),
        ("--inputs", "来件", "2023-02", "--as-of", "2023-03-01"),
        ("--inputs=来件", "--as-of=2023-03-01", "2023-02"),
    ],
)
def test_the_period_may_stand_before_among_or_after_the_options(
    silent_county: Path, call: Call, words: tuple[str, ...]
):
    (silent_county / "inputs").rename(silent_county / "来件")
    code, out, _ = call("check", *words)
    assert (code, out.splitlines()[0]) == (0, "期间：2023年2月（数据截至2023年3月1日）")


def test_a_check_tells_the_faults_by_township_and_writes_nothing(golden_county: Path, call: Call):
    code, out, _ = call("check", "2023-02")
    assert code == 1
    assert out.splitlines()[:2] == ["期间：2023年2月（数据截至2023年2月28日）", "只核对，不生成文件。"]
    assert (
        "  【错误】2023-02/西河镇.xlsx 台账 U17：“对责任单位评价”有1格读不出（不是可填的内容），如“还行”；"
        "请从下列选项中填写：满意、基本满意、不满意、未评价。"
    ) in out.splitlines()
    assert outputs_of(golden_county) == UNTOUCHED


def test_a_check_without_findings_says_so(silent_county: Path, call: Call):
    assert call("check") == (
        0,
        "期间：2023年2月（数据截至2023年2月28日）\n只核对，不生成文件。\n没有发现问题。\n",
        "· 读取台账\n· 合并台账\n· 逐行核对\n· 计算指标和排名\n",
    )
    assert outputs_of(silent_county) == []


EMPTY = (
    "“inputs”文件夹里没有可用的期间文件夹；请新建一个，把各乡镇台账放进去，例如 inputs/2023-02"
    "（名称可用2023-02（月）、2023-Q1（季）、2023-H1（上半年）、2023-Q1-Q3（前三季度）、2023-01..2023-05（1—5月）、"
    "2023（年）、2023-03-04..2023-03-20（起止日））。\n"
)


@pytest.mark.parametrize("words", [(), ("run",), ("run", "2023-02"), ("check",)])
def test_empty_inputs_end_with_2_and_one_sentence(county: Path, call: Call, words: tuple[str, ...]):
    assert call(*words) == (2, "", EMPTY)
    assert outputs_of(county) == []


def test_missing_inputs_are_empty_inputs(county: Path, call: Call):
    (county / "inputs").rmdir()
    assert call() == (2, "", EMPTY)


@pytest.mark.parametrize("command", ["run", "check"])
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("2024-05",),
            "没有“2024-05”这一期的台账文件夹；现有：2023-01、2023-02。请建好文件夹并放入台账，或改用现有的期间。",
        ),
        (
            ("2023-2",),
            (
                "“2023-2”不是可用的期间，是不是“2023-02”？请写成：2023-02（月）、2023-Q1（季）、2023-H1（上半年）、"
                "2023-Q1-Q3（前三季度）、2023-01..2023-05（1—5月）、2023（年）、2023-03-04..2023-03-20（起止日）。"
            ),
        ),
        (("2023-02", "--as-of", "3月5日"), "数据截止日“3月5日”不是可用的日期；请写成年-月-日，例如 2023-03-05。"),
        (
            ("2023-02", "--as-of", "2023-02-30"),
            "数据截止日“2023-02-30”不是可用的日期；请写成年-月-日，例如 2023-03-05。",
        ),
        (
            ("2023-02", "--as-of", "2023-02-20"),
            "数据截止日2023-02-20早于2023年2月的最后一天；请写2023-02-28或以后的日期。",
        ),
        (
            ("2023-01", "2023-02"),
            "命令后多写了“2023-02”；一次只写一个期间，文件夹名有空格的请加引号，例如 generate.py run 2023-02。",
        ),
        (("--periode", "2023-02"), "没有“--periode”这个选项；可用的选项见 generate.py {command} --help。"),
        (
            ("2023-02", "--as-of"),
            "选项“--as-of”写得不完整，后面要跟一个值（不带值的选项则不能跟值）；写法见 generate.py {command} --help。",
        ),
    ],
)
def test_what_cannot_be_run_ends_with_2_and_one_sentence(
    golden_county: Path, call: Call, command: str, words: tuple[str, ...], sentence: str
):
    assert call(command, *words) == (2, "", sentence.format(command=command) + "\n")
    assert outputs_of(golden_county) == UNTOUCHED


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("2023-02",), "“2023-02”是期间，前面还要写命令；例如 generate.py run 2023-02。"),
        (
            ("rum",),
            (
                "没有“rum”这个命令；可用的命令是 run、check、ledger、settings、templates、explain、rollup、issue、"
                "verify、tidy、desk，例如 generate.py run 2023-02。"
            ),
        ),
        (("--verison",), "没有“--verison”这个选项；可用的选项见 generate.py --help。"),
        (("--version=2",), "没有“--version”这个选项；可用的选项见 generate.py --help。"),
        (
            ("explain", "2023-02"),
            (
                "命令缺少必须写的内容；例如 generate.py explain 2023-02 城关镇 按期办结率，"
                "写法见 generate.py explain --help。"
            ),
        ),
        (
            ("rollup",),
            "命令缺少必须写的内容；例如 generate.py rollup 甲县 乙县 2023-02，写法见 generate.py rollup --help。",
        ),
        (("verify", "--out", "成果"), "没有“--out”这个选项；可用的选项见 generate.py verify --help。"),
        (("run", "-x=3"), "没有“-x”这个选项；可用的选项见 generate.py run --help。"),
        (
            ("run", "--pdf=是"),
            "选项“--pdf”写得不完整，后面要跟一个值（不带值的选项则不能跟值）；写法见 generate.py run --help。",
        ),
    ],
)
def test_a_mistyped_command_ends_with_2_and_says_what_there_is(call: Call, words: tuple[str, ...], sentence: str):
    assert call(*words) == (2, "", f"{sentence}\n")


def test_a_folder_written_as_a_dot_is_named(county: Path, call: Call):
    assert call("explain", "2023-02", "城关镇", "化解率", "--outputs", ".") == (
        2,
        "",
        f"“{county.name}”文件夹里还没有已发布的成果；请先生成，例如 generate.py run 2023-02。\n",
    )


def test_a_misspelt_township_in_the_settings_ends_with_2_and_its_cell(golden_county: Path, call: Call):
    path = golden_county / "inputs" / "设置.xlsx"
    settings = openpyxl.load_workbook(path)
    sheet = settings.create_sheet("历年三无") if "历年三无" not in settings.sheetnames else settings["历年三无"]
    sheet.delete_rows(1, sheet.max_row)
    sheet.append(("年度", "单位", "是否三无"))
    sheet.append((2022, "东领镇", "是"))
    settings.save(path)
    assert call("run", "2023-02") == (
        2,
        "",
        "设置.xlsx“历年三无”工作表 B2：“东领镇”不在乡镇名录中，最接近的是“东岭镇”；请改成名录里的名称或改名录。\n",
    )
    assert outputs_of(golden_county) == UNTOUCHED


def test_missing_settings_end_with_2(golden_county: Path, call: Call):
    (golden_county / "inputs" / "设置.xlsx").unlink()
    assert call("run", "2023-02") == (2, "", "找不到 设置.xlsx，请把它放在 inputs 文件夹里。\n")
    assert outputs_of(golden_county) == UNTOUCHED


def test_a_fault_of_the_program_ends_with_3_one_sentence_and_a_log_without_data(
    golden_county: Path, call: Call, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("台账里的一句话")

    monkeypatch.setattr("pipeline.run.run_period", broken)
    assert call("run", "2023-02") == (
        3,
        "",
        "程序出错，本次运行没有完成；请把 outputs/run.log 发给维护人员（日志里没有台账内容）。\n",
    )
    log = (golden_county / "outputs" / "run.log").read_text(encoding="utf-8")
    assert log.splitlines()[:2] == ["程序出错（只记位置和种类，不记数据）", "builtins.ZeroDivisionError"]
    assert "台账里的一句话" not in log
    assert str(ROOT) not in log


def test_the_door_passes_its_exit_code_on(county: Path):
    done = subprocess.run(
        [sys.executable, ROOT / "generate.py"], cwd=county, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", EMPTY)
