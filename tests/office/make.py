"""Makes form.docx and form.xlsx, one self-evaluation form as Word and Excel write it (python-docx, openpyxl).

The two hold the same form; the workbook stores percentages as fractions under a percent format, as spreadsheets do.
Run it only to change the form: the made files are kept beside it.
"""
from docx import Document
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

TITLE, YEAR, UNIT = "2023年项目支出绩效自评表", "（2023年度）", "填报单位：某县水利局（盖章）"
# (row, column, rows, columns, text); numbers and fractions are stored as numbers in the workbook
CELLS = [
    (0, 0, 1, 2, "项目名称"), (0, 2, 1, 7, "山洪灾害防治"),
    (1, 0, 1, 2, "主管部门"), (1, 2, 1, 3, "某县水利局"), (1, 5, 1, 2, "实施单位"), (1, 7, 1, 2, "某县防汛站"),
    (2, 0, 5, 2, "项目资金\n（万元）"), (2, 2, 1, 1, ""), (2, 3, 1, 1, "年初预算数"), (2, 4, 1, 1, "全年预算数"),
    (2, 5, 1, 1, "全年执行数"), (2, 6, 1, 1, "分值"), (2, 7, 1, 1, "执行率"), (2, 8, 1, 1, "得分"),
    (3, 2, 1, 1, "年度资金总额"), (3, 3, 1, 1, 22.89), (3, 4, 1, 1, 22.89), (3, 5, 1, 1, 18.77), (3, 6, 1, 1, 10),
    (3, 7, 1, 1, "%0.82"), (3, 8, 1, 1, 8.2),
    (4, 2, 1, 1, "其中：当年财政拨款"), (4, 3, 1, 1, 20.1), (4, 4, 1, 1, 20.1), (4, 5, 1, 1, 15.98), (4, 6, 1, 1, "—"),
    (4, 7, 1, 1, "%0.795"), (4, 8, 1, 1, "—"),
    (5, 2, 1, 1, "上年结转资金"), (5, 6, 1, 1, "—"), (5, 8, 1, 1, "—"),
    (6, 2, 1, 1, "其他资金"), (6, 3, 1, 1, 2.79), (6, 4, 1, 1, 2.79), (6, 5, 1, 1, 2.79), (6, 6, 1, 1, "—"), (6, 8, 1, 1, "—"),
    (7, 0, 2, 2, "年度总体目标"), (7, 2, 1, 3, "预期目标"), (7, 5, 1, 4, "实际完成情况"),
    (8, 2, 1, 3, "计划组织防汛演练9次。\n确保预警信息发送成功率达到98%。"), (8, 5, 1, 4, "组织防汛演练9次，年度任务完成。"),
    (9, 0, 6, 1, "绩效指标"), (9, 1, 1, 1, "一级指标"), (9, 2, 1, 1, "二级指标"), (9, 3, 1, 1, "三级指标"),
    (9, 4, 1, 1, "年度指标值"), (9, 5, 1, 1, "实际完成值"), (9, 6, 1, 1, "分值"), (9, 7, 1, 1, "得分"),
    (9, 8, 1, 1, "偏差原因分析及改进措施"),
    (10, 1, 3, 1, "产出指标"), (10, 2, 2, 1, "数量指标"), (10, 3, 1, 1, "组织防汛演练次数"), (10, 4, 1, 1, "9次"),
    (10, 5, 1, 1, "9次"), (10, 6, 1, 1, 20), (10, 7, 1, 1, 20),
    (11, 3, 1, 1, "维护雨量监测站点数"), (11, 4, 1, 1, "≥130个"), (11, 5, 1, 1, "130个"), (11, 6, 1, 1, 20), (11, 7, 1, 1, 20),
    (12, 2, 1, 1, "质量指标"), (12, 3, 1, 1, "预警信息发送成功率"), (12, 4, 1, 1, "%0.98"), (12, 5, 1, 1, "%0.95"),
    (12, 6, 1, 1, 20), (12, 7, 1, 1, 19), (12, 8, 1, 1, "个别站点通信中断，已更换设备。"),
    (13, 1, 1, 1, "效益指标"), (13, 2, 1, 1, "社会效益指标"), (13, 3, 1, 1, "防灾减灾能力"), (13, 4, 1, 1, "显著提升"),
    (13, 5, 1, 1, "显著提升"), (13, 6, 1, 1, 20), (13, 7, 1, 1, 20),
    (14, 1, 1, 1, "满意度指标"), (14, 2, 1, 1, "服务对象满意度指标"), (14, 3, 1, 1, "受威胁区群众满意度"), (14, 4, 1, 1, "%0.9"),
    (14, 5, 1, 1, "%0.9"), (14, 6, 1, 1, 10), (14, 7, 1, 1, 10),
    (15, 0, 1, 6, "总分"), (15, 6, 1, 1, 100), (15, 7, 1, 1, 97.2),
]


def text(value):
    if isinstance(value, str) and value.startswith("%0"):
        return f"{round(float(value[1:]) * 100, 4):g}%"
    return value if isinstance(value, str) else f"{value:g}"


def word():
    document = Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(YEAR)
    document.add_paragraph(UNIT)
    table = document.add_table(rows=16, cols=9)
    for row, column, rows, columns, value in CELLS:
        cell = table.cell(row, column)
        if rows * columns > 1:
            cell = cell.merge(table.cell(row + rows - 1, column + columns - 1))
        first, *rest = text(value).split("\n")
        cell.text = first
        for paragraph in rest:
            cell.add_paragraph(paragraph)
    document.save("form.docx")


def excel():
    book = Workbook()
    sheet = book.active
    sheet.title = "自评表"
    for row, value in enumerate([TITLE, YEAR, UNIT], 1):
        sheet.cell(row, 1, value)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=9)
    for row, column, rows, columns, value in CELLS:
        cell = sheet.cell(row + 4, column + 1)
        if isinstance(value, str) and value.startswith("%0"):
            cell.value, cell.number_format = float(value[1:]), "0.0%" if len(value) > 5 else "0%"
        elif isinstance(value, float):
            cell.value, cell.number_format = value, "#,##0.00"
        else:
            cell.value = value
        if rows * columns > 1:
            end = f"{get_column_letter(column + columns)}{row + rows + 3}"
            sheet.merge_cells(f"{cell.coordinate}:{end}")
    book.save("form.xlsx")


word()
excel()
