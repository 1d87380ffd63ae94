"""Figures become Word, Excel and HTML: a function here turns a Report into bytes.

``papers`` has one module per paper, ``word`` fills their templates and ``templates`` checks them; ``workbook`` writes
汇总.xlsx, ``page`` 审核.html, ``forms`` the blank workbooks. The modules beside these folders are what several share:
``overview`` (what every output says alike), ``phrases`` (Chinese phrases), ``naming`` (the names in a template),
``package`` (zip packages of fixed bytes) and ``pdf``. The disk is read for Word templates and for a conversion to PDF
alone.
"""
