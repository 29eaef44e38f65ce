using TestReport;

return args switch
{
    ["project", var file, var exitCode] => Report.Project(file, exitCode),
    ["total", var folder] => Report.Total(folder),
    _ => Report.Usage(),
};
