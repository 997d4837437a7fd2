using System.Buffers.Text;
using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tauro.Stores.Access;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Paging;

/// <summary>
/// A short hash of a query, its reader and their workspace, the same in every process, that ties a page token to them.
/// </summary>
internal static class QueryFingerprint
{
    private const int Bytes = 8;

    public static string Compute(IReadOnlyList<object?> query)
    {
        var builder = new StringBuilder();
        Append(builder, query);
        if (CurrentPrincipal.Value is { } reader && reader != Principal.Local)
        {
            Append(builder, reader.Id);
            Append(builder, reader.Workspace?.Value);
        }

        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(builder.ToString())).AsSpan(0, Bytes));
    }

    private static void Append(StringBuilder builder, object? part)
    {
        switch (part)
        {
            case null:
                builder.Append('-');
                break;
            case string value:
                builder.Append(value.Length).Append(':').Append(value);
                break;
            case Filter filter:
                Append(builder, PartsOf(filter));
                break;
            case IEnumerable parts:
                builder.Append('(');
                foreach (var item in parts) Append(builder, item);
                builder.Append(')');
                break;
            default:
                Append(builder, Convert.ToString(part, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    private static object[] PartsOf(Filter filter) => filter switch
    {
        Filter.And and => ["and", and.Left, and.Right],
        Filter.Or or => ["or", or.Left, or.Right],
        Filter.Not not => ["not", not.Inner],
        Filter.In item => ["in", item.Field, item.Literals, item.Negated],

        // The others contain only values, which a record's ToString writes in full.
        _ => [filter.ToString()],
    };
}
