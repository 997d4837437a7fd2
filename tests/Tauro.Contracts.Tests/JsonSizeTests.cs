using System.Text;
using Tauro.Contracts.Json;

namespace Tauro.Contracts.Tests;

public sealed class JsonSizeTests
{
    [Fact]
    public void Only_values_count_and_not_the_characters_of_strings()
    {
        var values = string.Join(",", Enumerable.Repeat("0", Limits.JsonRowsMax));
        Assert.True(JsonSize.IsExceeded(Encoding.UTF8.GetBytes($"[{values}]")));
        Assert.False(JsonSize.IsExceeded(Encoding.UTF8.GetBytes($"[\"{values}\"]")));
        Assert.False(JsonSize.IsExceeded(Encoding.UTF8.GetBytes($"[{values[..^2]}")));
        Assert.False(JsonSize.IsExceeded("[1, 2]"u8));
    }

    [Fact]
    public void Values_after_a_bare_NaN_count()
    {
        var values = string.Join(",", Enumerable.Repeat("0", Limits.JsonRowsMax));
        Assert.True(JsonSize.IsExceeded(Encoding.UTF8.GetBytes($"[NaN,{values}]")));
    }

    [Fact]
    public void Rows_are_those_of_the_document_wherever_it_is_divided()
    {
        var inner = """{"a\\":[1,-2.5e3,true,null],"\"[":"{,:}","c":{"d":["x\u0022"]}},""";
        const int innerRows = 18;
        var repeated = Encoding.UTF8.GetBytes(
            "[" + string.Concat(Enumerable.Repeat(inner, Limits.JsonRowsMax / innerRows + 1)));
        foreach (var part in new[] { 1, 7, 4096 })
        {
            var rows = new JsonRows();
            var most = Limits.JsonRowsMax / innerRows * inner.Length;
            for (var at = 0; at < most; at += part) rows.Add(repeated.AsSpan(at, Math.Min(part, most - at)));
            Assert.False(rows.AreExceeded);
            rows.Add(repeated.AsSpan(most));
            Assert.True(rows.AreExceeded);
        }
    }
}
