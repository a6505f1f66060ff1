"""Opens a workbook in LibreOffice and recalculates all of it, several times.  spreadsheet.py <file> <repetitions> <folder>

Needs LibreOffice and its python3-uno. Prints one line of JSON: figures in ms, checksum.
"""
import json, os, subprocess, sys, time
import uno
from com.sun.star.beans import PropertyValue

path, repetitions, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
pipe = "biaochi%d" % os.getpid()
office = subprocess.Popen(
    ["soffice", "--headless", "--norestore", "--nologo", "-env:UserInstallation=file://%s/profile" % folder,
     "--accept=pipe,name=%s;urp;" % pipe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            break
        except Exception:
            time.sleep(0.2)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    start = time.perf_counter()
    document = desktop.loadComponentFromURL("file://" + os.path.abspath(path), "_blank", 0, (hidden,))
    figures = {"load": (time.perf_counter() - start) * 1000}
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        document.calculateAll()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    figures["compute"] = times[len(times) // 2]
    figures["fastest"], figures["slowest"] = times[0], times[-1]
    sheet = document.Sheets.getByName("sums")
    checksum = "%d %d" % (sheet.getCellByPosition(0, 0).Value, sheet.getCellByPosition(1, 0).Value)
    document.close(True)
    print(json.dumps({"figures": figures, "checksum": checksum}))
    desktop.terminate()
finally:
    time.sleep(1)
    office.kill()
