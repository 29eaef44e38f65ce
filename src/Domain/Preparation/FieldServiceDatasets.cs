using static DataHound.Domain.Preparation.ColumnType;

namespace DataHound.Domain.Preparation;

/// <summary>The ten datasets of a home-services company.</summary>
public static class FieldServiceDatasets
{
    /// <summary>Version of the canonical shapes below; it is written into every Parquet file.</summary>
    public const string SchemaVersion = "1";

    /// <summary>All datasets, in the order in which they are shown.</summary>
    public static IReadOnlyList<DatasetSchema> All { get; } =
    [
        Dataset("customers", ("customer_id", Code), ("name", Text), ("full_address", Text), ("street", Text), ("city", Text), ("state", Text), ("zip", Code),
            ("phones", PhoneList), ("email", Text), ("do_not_mail", ColumnType.Boolean), ("do_not_service", ColumnType.Boolean), ("do_not_call", ColumnType.Boolean), ("lifetime_revenue", Money)),
        Dataset("locations", ("location_id", Code), ("customer_id", Code), ("name", Text), ("address", Text), ("city", Text), ("state", Text), ("zip", Code),
            ("phone", Phone), ("current_system_age", Integer)),
        Dataset("jobs", ("job_id", Code), ("customer_id", Code), ("location_id", Code), ("status", Text), ("job_type", Text), ("job_class", Text), ("summary", Text),
            ("created_date", Timestamp), ("scheduled_date", Timestamp), ("completion_date", Timestamp), ("phones", PhoneList), ("total", Money)),
        Dataset("estimates", ("estimate_id", Code), ("customer_id", Code), ("location_id", Code), ("parent_job_id", Code), ("parent_job_type", Text), ("status", Text),
            ("opportunity_status", Text), ("summary", Text), ("creation_date", Timestamp), ("completion_date", Timestamp), ("subtotal", Money), ("phones", PhoneList)),
        Dataset("invoices", ("invoice_id", Code), ("customer_id", Code), ("job_id", Code), ("invoice_date", Timestamp), ("total", Money)),
        Dataset("calls", ("call_id", Code), ("customer_id", Code), ("call_date", Timestamp), ("direction", Text), ("caller_phone", Phone), ("call_type", Text)),
        Dataset("memberships", ("membership_id", Code), ("customer_id", Code), ("name", Text), ("status", Text), ("start_date", Timestamp), ("end_date", Timestamp)),
        Dataset("permits", ("permit_number", Code), ("permit_type", Text), ("work_class", Text), ("status", Text), ("description", Text), ("address", Text),
            ("applied_date", Timestamp), ("issued_date", Timestamp), ("completed_date", Timestamp), ("contractor", Text), ("valuation", Money)),
        Dataset("sms", ("sms_id", Code), ("phone", Phone), ("sent_at", Timestamp), ("direction", Text), ("text", Text)),
        Dataset("transcripts", ("call_id", Code), ("phone", Phone), ("call_date", Timestamp), ("agent", Text), ("direction", Text), ("talk_seconds", Integer), ("turns", Turns)),
    ];

    /// <summary>The dataset of that name, or null.</summary>
    public static DatasetSchema? Find(string name) => All.FirstOrDefault(dataset => string.Equals(dataset.Name, name, StringComparison.Ordinal));

    private static DatasetSchema Dataset(string name, params (string Name, ColumnType Type)[] columns) => new()
    {
        Name = name,
        Key = columns[0].Name,
        Columns = [.. columns.Select(column => new DatasetColumn(column.Name, column.Type))],
    };
}
