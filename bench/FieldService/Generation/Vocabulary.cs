using System.Text;

namespace DataHound.Bench.FieldService.Generation;

/// <summary>The words the delivery is made of, as the bytes of ready cells (quoted where the format asks for it). All people and companies are invented.</summary>
internal static class Vocabulary
{
    public static readonly string[] FirstNames =
    [
        "Ada", "Alma", "Boyd", "Celia", "Clint", "Dolly", "Edna", "Eli", "Ezra", "Greta", "Ida", "Jasper", "June", "Kara", "Mabel", "Mack",
        "Nico", "Nora", "Omar", "Opal", "Orla", "Paige", "Percy", "Ralph", "Remy", "Rufus", "Sadie", "Sid", "Thea", "Theo", "Viola", "Zoë",
    ];

    public static readonly string[] LastNames =
    [
        "Abbey", "Bayliss", "Bramble", "Cadwell", "Calder", "Carrow", "Chilton", "Dunmore", "Ellery", "Flintham", "Gadsby", "Garrick", "Glenmore", "Goodwyn", "Grantham", "Halloway",
        "Hawksby", "Jessup", "Kendrill", "Kirkland", "Langdale", "Leighton", "Marsden", "Mayhew", "Millstone", "Netherby", "Ormsby", "Quarles", "Ravensby", "Stirling", "Tillery", "Núñez",
    ];

    public static readonly string[] StreetNames =
    [
        "ACACIA BLUFF", "ANACUA", "BALCONES RIM", "BLUE HERON", "BUTTERMILK", "CANYON WREN", "CEDAR WAXWING", "CINNABAR", "COPPERLEAF", "DRIFTING SAND", "EAGLE FEATHER", "ELDERBERRY", "FALLEN OAK", "FLINT ROCK",
        "GARDENIA", "GRAPEVINE", "HAWTHORN", "HERITAGE MILL", "INDIGO", "JUNIPER HILL", "KINGFISHER", "LANTANA", "LIMEKILN", "LOST PECAN", "MEADOWLARK", "MESA VERDE", "MORNING DEW", "NIGHTHAWK",
        "NUTHATCH", "OLD QUARRY", "PERSIMMON", "PRICKLY PEAR", "QUAIL HOLLOW", "RED YUCCA", "RIVERBEND", "SAGE THRASHER", "SALT CEDAR", "SPICEWOOD", "SUMAC", "TEXAS MADRONE", "TURKEY RUN", "WATERLEAF",
    ];

    /// <summary>Kinds of street as they are written; the pairs of a short and a long word mean the same.</summary>
    public static readonly string[] StreetKinds = ["ST", "Street", "AVE", "DR", "Drive", "RD", "LN", "Lane", "CT", "CIR", "PL", "WAY", "TRL", "CV", "Cove", "BLVD"];

    public static readonly string[] Cities = ["Austin", "Austin", "Austin", "Manor", "Pflugerville", "Round Rock"];

    public static readonly byte[][] CompletedStatuses = Cells("Completed", "Completed", "Completed", "Completed", "Completed", "Completed", "Closed", "completed", "Done");
    public static readonly byte[][] CanceledStatuses = Cells("Canceled", "canceled", "Cancelled");
    public static readonly byte[][] OpenStatuses = Cells("Scheduled", "In Progress", "Hold");

    public static readonly byte[][] JobTypes = Cells(
        "$79 AC Tune Up", "AC Tune-Up", "Furnace Tune Up", "1 Time Heat", "PSA Heat Inspection - 1 System", "Maintenance Visit", "Seasonal Inspection", "Warranty Visit",
        "Duct Cleaning", "Thermostat Swap", "Repair - No Heat", "Repair - No Cool", "Repair - No Cool", "Estimate Visit", "Service Call", "Diagnostic");

    public static readonly byte[][] InstallTypes = Cells("Furnace Replacement", "System Installation", "Install - Mini Split", "Change-Out Install");

    public static readonly byte[][] JobClasses = Cells("Residential", "Residential", "Commercial", "Warranty");

    public static readonly byte[][] JobSummaries = Cells(
        "", "", "", "N/A", "n/a", "NULL", "Customer says upstairs is warm.", "Unit freezes at night; check charge.", "Latest filter size 20x25x1", "Contest winner - free visit", "Replaced capacitor 45/5",
        "Annual agreement visit", "Gate code 4411, dog in yard", "Smell of dust at first heat", "Drain line backed up", "First line\nsecond line, from a tablet", "Fan motor hums", "Attested load calc on file",
        "Noise at start-up, said neighbour", "Requested morning window", "Customer is \"very\" picky; call wife", "Please call before arrival", "Two systems, attic access in hall closet",
        "Greatest concern: humidity", "Follow-up after storm", "Checked static pressure, cleaned the coil, replaced the float switch", "Left invoice with the tenant");

    public static readonly byte[][] TestSummaries = Cells("this is a Test - ignore", "testing the new form");

    public static readonly byte[][] EstimateStatuses = Cells("Open", "open", "Open", "Dismissed", "Dismissed", "Sold", "Sold");
    public static readonly byte[][] OpportunityStatuses = Cells("Open", "Open", "Unsold", "Dismissed", "NULL", "", "Won");

    public static readonly byte[][] EstimateSummaries = Cells(
        "4 ton gas split system", "Option A / B / C: see notes", "UV light and media filter", "3.5 ton 16 SEER heat pump", "Mini split for garage", "Replace furnace and coil", "Attic insulation add-on",
        "Duct renovation, 2 zones", "test estimate - do not send", "This is an empty estimate");

    public static readonly byte[][] CallTypes = Cells("Unbooked", "Excused", "Existing Customer", "Booked");
    public static readonly byte[][] Directions = Cells("Inbound", "Inbound", "Outbound");
    public static readonly byte[][] MembershipNames = Cells("Comfort Club", "Comfort Club Plus", "Annual Tune-Up Plan");
    public static readonly byte[][] MembershipStatuses = Cells("Active", "Active", "Expired", "Canceled");
    public static readonly byte[][] Messages = Cells("Yes please", "Running late, sorry", "Thanks!\nSee you then", "Call me, after 5", "Ok", "Who is this?", "STOP");

    public static readonly byte[][] PermitTypes = Cells("MP", "MP", "MP", "EP", "BP", "PP");
    public static readonly byte[][] WorkClasses = Cells("New", "Remodel", "Change Out", "Change Out", "Repair", "Upgrade", "Demolition", "Addition and Remodel");
    public static readonly byte[][] PermitStatuses = Cells("Final", "Final", "Final", "Active", "Active", "Expired", "Withdrawn", "VOID", "Cancelled - Contractor Required");

    public static readonly byte[][] PermitDescriptions = Cells(
        "HVAC replacement to existing residence only", "Change out hvac system to res only", "Replace furnace and evaporator coil", "Electric upgrade to existing residence only", "Interior remodel to existing office",
        "New 2 - story single - family residence, attached garage", "Install new irrigation system to residence", "Water Heater Change Out to Existing Residence", "Remodel, 1 st floor \"wet\" rooms",
        "Install mini-split in garage, 1 head", "Replace windows and siding");

    public static readonly byte[][] Contractors = Cells(
        "Harbor Air Conditioning Co.", "Live Oak Refrigeration", "Ocotillo Air & Heat LLC", "Pecan Grove Climate LLC", "Madrone Plumbing, Inc.", "Ironwood Mechanical", "Cool River Climate", "Lone Oak Air", "nan", "",
        "Barton Creek Heating & Air", "Barton Bluff Home Comfort");

    /// <summary>The bytes of a cell that holds the text, quoted when it must be.</summary>
    public static byte[] Cell(string text)
    {
        var quoted = text.AsSpan().IndexOfAny(",;\"\n") >= 0;
        return Encoding.UTF8.GetBytes(quoted ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
    }

    private static byte[][] Cells(params string[] texts) => [.. texts.Select(Cell)];
}
