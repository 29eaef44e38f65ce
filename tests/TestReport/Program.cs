using TestReport;

var report = new Report(Console.Out);
return args switch
{
    ["project", var file, var exitCode] => report.Project(file, exitCode),
    ["total", var folder] => report.Total(folder),
    _ => Report.Usage(),
};
