using System.Buffers.Text;
using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Paging;

/// <summary>A short hash of a query, the same in every process, that ties a page token to its query.</summary>
internal static class QueryFingerprint
{
    private const int Bytes = 8;

    public static string Of(IReadOnlyList<object?> query)
    {
        var text = new StringBuilder();
        Append(text, query);
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, Bytes));
    }

    private static void Append(StringBuilder text, object? part)
    {
        switch (part)
        {
            case null:
                text.Append('-');
                break;
            case string value:
                text.Append(value.Length).Append(':').Append(value);
                break;
            case Filter filter:
                Append(text, PartsOf(filter));
                break;
            case IEnumerable parts:
                text.Append('(');
                foreach (var one in parts) Append(text, one);
                text.Append(')');
                break;
            default:
                Append(text, Convert.ToString(part, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    private static object[] PartsOf(Filter filter) => filter switch
    {
        Filter.And and => ["and", and.Left, and.Right],
        Filter.Or or => ["or", or.Left, or.Right],
        Filter.Not not => ["not", not.Inner],
        Filter.In one => ["in", one.Field, one.Literals, one.Negated],

        // The others contain only values, which a record's ToString writes in full.
        _ => [filter.ToString()],
    };
}
