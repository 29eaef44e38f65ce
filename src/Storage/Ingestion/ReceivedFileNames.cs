using System.Text;
using DataHound.Domain.Observability;

namespace DataHound.Storage.Ingestion;

/// <summary>Which names files and deliveries may have, and where their bytes lie.</summary>
internal static class ReceivedFileNames
{
    private const int MaximumDeliveryLength = 64;
    private const int MaximumNameLength = 255;
    private const int MaximumPathNameLength = 80;

    /// <summary>Refuses names that cannot be kept.</summary>
    /// <exception cref="UserErrorException"><c>delivery_invalid</c> or <c>file_name_invalid</c>.</exception>
    public static void Check(ReceiveFile request)
    {
        if (request.Delivery.Length is 0 or > MaximumDeliveryLength || !char.IsAsciiLetterOrDigit(request.Delivery[0]) || !request.Delivery.All(IsPlain))
            throw new UserErrorException("delivery_invalid", "The name of the delivery is not usable.", $"Use 1 to {MaximumDeliveryLength} letters, digits, '.', '_' or '-', the first a letter or digit, such as 'day1'.");
        if (request.Name.Length is 0 or > MaximumNameLength || request.Name is "." or ".." || request.Name.Any(character => char.IsControl(character) || char.IsSurrogate(character) || character is '/' or '\\'))
            throw new UserErrorException("file_name_invalid", "The name of the file is not usable.", $"Use 1 to {MaximumNameLength} characters without '/', '\\' and control characters.");
    }

    /// <summary>Path of the bytes in bronze: unique by the file's identity, and readable.</summary>
    public static string ObjectPath(ReceiveFile request, Guid id)
    {
        var plain = new StringBuilder(MaximumPathNameLength);
        foreach (var character in request.Name.Length > MaximumPathNameLength ? request.Name[^MaximumPathNameLength..] : request.Name)
            plain.Append(IsPlain(character) ? character : '_');
        if (plain[0] == '.')
            plain[0] = '_';
        return $"{request.Company}/bronze/delivery={request.Delivery}/{id:N}/{plain}";
    }

    /// <summary>Path of the small JSON beside the bytes.</summary>
    public static string ReceiptPath(ReceiveFile request, Guid id) => $"{request.Company}/bronze/delivery={request.Delivery}/{id:N}.json";

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';
}
