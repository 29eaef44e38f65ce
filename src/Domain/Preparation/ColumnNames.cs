using System.Text;

namespace DataHound.Domain.Preparation;

/// <summary>Names of columns: headings of an export become snake_case.</summary>
public static class ColumnNames
{
    /// <summary>
    /// The heading in snake_case: letters and digits in lower case, everything between them one underscore (<c>Job ID</c> and <c>Job-ID</c> are <c>job_id</c>,
    /// <c>Created Date/Time</c> is <c>created_date_time</c>), and a capital begins a word after a small letter or before one (<c>SmsText</c> and <c>SMSText</c> are <c>sms_text</c>).
    /// Empty when the heading has no letter or digit.
    /// </summary>
    public static string ToSnakeCase(string heading)
    {
        var name = new StringBuilder(heading.Length + 4);
        for (var i = 0; i < heading.Length; i++)
        {
            if (!char.IsLetterOrDigit(heading[i]))
                continue;
            if (name.Length > 0 && BeginsWord(heading, i))
                name.Append('_');
            name.Append(char.ToLowerInvariant(heading[i]));
        }

        return name.ToString();
    }

    private static bool BeginsWord(string heading, int i)
    {
        var previous = heading[i - 1];
        if (!char.IsLetterOrDigit(previous))
            return true;
        return char.IsUpper(heading[i]) && (char.IsLower(previous) || (char.IsUpper(previous) && i + 1 < heading.Length && char.IsLower(heading[i + 1])));
    }
}
