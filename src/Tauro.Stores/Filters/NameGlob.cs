using System.Text;

namespace Tauro.Stores.Filters;

/// <summary>Shell-style patterns for names: <c>fraud*</c>, <c>v?</c>.</summary>
public static class NameGlob
{
    public static bool IsGlob(string value) => value.AsSpan().ContainsAny('*', '?');

    /// <summary>Converts a glob to a LIKE pattern; characters that are special to LIKE are escaped.</summary>
    public static string ToLike(string glob)
    {
        var like = new StringBuilder(glob.Length + 8);
        foreach (var c in glob)
        {
            like.Append(c switch
            {
                '*' => "%",
                '?' => "_",
                '%' or '_' or '\\' => $"\\{c}",
                _ => c.ToString(),
            });
        }

        return like.ToString();
    }

    /// <summary>Creates a filter on the name: LIKE for a glob, = for a plain name.</summary>
    public static Filter ToFilter(string glob) => IsGlob(glob)
        ? new Filter.Compare(new(FieldKind.Attribute, "name"), CompareOperator.Like, Literal.From(ToLike(glob)))
        : new Filter.Compare(new(FieldKind.Attribute, "name"), CompareOperator.Equal, Literal.From(glob));
}
