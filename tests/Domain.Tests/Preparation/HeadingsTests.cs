using DataHound.Domain.Preparation;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Preparation;

public sealed class HeadingsTests
{
    private static readonly ExtractionConfig Config = new()
    {
        Company = "acme",
        Timezone = "UTC",
        Datasets = new Dictionary<string, DatasetExtraction>(StringComparer.Ordinal)
        {
            ["jobs"] = new() { FilePatterns = ["job_events*"], Key = "job_id", Renames = new Dictionary<string, string>(StringComparer.Ordinal) { ["Customer Phone"] = "phones" } },
            ["invoices"] = new() { FilePatterns = ["invoice?.csv", "job_events_bills*"], Key = "invoice_id" },
        },
    };

    [Theory]
    [InlineData("Job ID", "job_id")]
    [InlineData("  Created Date/Time ", "created_date_time")]
    [InlineData("Current_System_Age", "current_system_age")]
    [InlineData("CustomerID", "customer_id")]
    [InlineData("SMSText", "sms_text")]
    [InlineData("Straße", "straße")]
    [InlineData("Phone 2", "phone_2")]
    [InlineData("***", "")]
    [InlineData("__id__", "id")]
    public void A_heading_becomes_snake_case(string heading, string expected) => ColumnNames.ToSnakeCase(heading).ShouldBe(expected);

    [Fact]
    public void A_column_name_stays_as_it_is() => Prop.ForAll<string>(heading =>
    {
        var name = ColumnNames.ToSnakeCase(heading ?? "");
        ColumnNames.ToSnakeCase(name).ShouldBe(name);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_headings_of_one_name_and_blank_headings_lose_no_column()
    {
        var jobs = FieldServiceDatasets.Find("jobs")!;

        var columns = FileColumns.Of(["Job ID", "job-id", " ", "CUSTOMER PHONE", "Jobs Total", "job_id_2"], jobs, Config.Datasets["jobs"]);

        columns.Select(column => column.Name).ShouldBe(["job_id", "job_id_2", "column_3", "phones", "jobs_total", "job_id_2_2"]);
        columns.Select(column => column.Type).ShouldBe([ColumnType.Code, ColumnType.Text, ColumnType.Text, ColumnType.PhoneList, ColumnType.Text, ColumnType.Text]);
    }

    [Theory]
    [InlineData("Job_Events_20150624.csv", "jobs")]
    [InlineData("invoice1.csv", "invoices")]
    [InlineData("invoice12.csv", null)]
    [InlineData("my_job_events.csv", null)]
    public void A_file_is_recognised_by_its_name_in_any_case(string file, string? expected) => DatasetRecognition.Recognise(file, ["a"], Config).ShouldBe(expected);

    [Fact]
    public void Without_a_fitting_name_the_headings_decide()
    {
        DatasetRecognition.Recognise("export.csv", ["Invoice ID", "Customer ID", "Total", "Note", "Note 2"], Config).ShouldBe("invoices");
        DatasetRecognition.Recognise("export.csv", ["Invoice ID", "Note"], Config).ShouldBeNull();
        DatasetRecognition.Recognise("export.csv", ["Customer ID", "Job ID", "Invoice Date", "Total"], Config).ShouldBeNull();
    }

    [Fact]
    public void Headings_decide_between_two_fitting_names() =>
        DatasetRecognition.Recognise("job_events_bills.csv", ["Invoice ID", "Customer ID", "Job ID", "Total"], Config).ShouldBe("invoices");

    [Fact]
    public void A_dataset_that_the_product_does_not_know_has_text_columns()
    {
        var schema = DatasetRecognition.SchemaOf("parts", new DatasetExtraction { FilePatterns = [], Key = "part_no", Renames = new Dictionary<string, string>(StringComparer.Ordinal) { ["Part"] = "part_no", ["What"] = "name" } });

        schema.Columns.ShouldBe([new DatasetColumn("part_no", ColumnType.Code), new DatasetColumn("name", ColumnType.Text)]);
    }
}
