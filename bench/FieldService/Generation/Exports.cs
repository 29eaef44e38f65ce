namespace DataHound.Bench.FieldService.Generation;

/// <summary>The layouts of the delivery's files, with the headings of the company's export tools.</summary>
internal static class Exports
{
    private const string Received = "20150624_193000";

    public static readonly ExportLayout Customers = new(
        "customers", $"Customer_Events_{Received}",
        "Customer ID,Customer Name,Full Address,Street Address,City,State,Zip,Phone Number,Email,Do Not Mail,Do Not Service,Do Not Call,Customers Lifetime Revenue")
    {
        ByteOrderMark = true,
    };

    public static readonly ExportLayout Locations = new(
        "locations", $"Location_Events_{Received}", "Location ID,Customer ID,Name,Customer Address,City,State,Zip,Phone,Current_System_Age")
    {
        LineEnd = "\r\n"u8.ToArray(),
    };

    public static readonly ExportLayout Jobs = new(
        "jobs", $"Job_Events_{Received}",
        "Job ID,Customer ID,Location ID,Status,Job Type,Job Class,Summary,Created Date,Scheduled Date,Completion Date,Customer Phone,Jobs Total,Hold Reason");

    public static readonly ExportLayout Estimates = new(
        "estimates", $"Estimate_Events_{Received}",
        "Estimate ID,Customer ID,Location ID,Parent Job ID,Parent Job Type,Estimate Status,Opportunity Status,Estimate Summary,Creation Date,Completion Date,Estimates Subtotal,Customer Phone")
    {
        Delimiter = (byte)';',
    };

    public static readonly ExportLayout Invoices = new("invoices", $"Invoice_Events_{Received}", "Invoice ID,Customer ID,Job ID,Invoice Date,Total");

    public static readonly ExportLayout Calls = new("calls", $"Call_Events_{Received}", "Call ID,Customer ID,Call Date,Direction,Caller Phone Number,Call Type");

    public static readonly ExportLayout Memberships = new(
        "memberships", $"Membership_Events_{Received}", "Membership ID,Customer ID,Membership Name,Status,Start Date,End Date");

    public static readonly ExportLayout Permits = new(
        "permits", $"austin_permits_{Received}",
        "Permit Type,Permit Num,Work Class,Status Current,Description,Original Address 1,Applied Date,Issued Date,Completed Date,Contractor Company Name,Total Job Valuation");

    public static readonly ExportLayout Messages = new("sms", $"sms_export_{Received}", "SMS ID,Case: Secondary Contact Phone,Created Date/Time,Direction,SMSText");
}
