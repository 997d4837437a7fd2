using System.Text;
using System.Text.Json;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tests.Tables;

public sealed class PackedSpanContentTests
{
    [Theory]
    [InlineData(10, false)]
    [InlineData(100_000, true)]
    public void Long_content_is_packed_when_it_is_stored_or_read_and_does_not_change(int length, bool isPacked)
    {
        var json = $$"""{"name":"{{new string('é', length)}}"}""";
        var content = SpanContent.From(Encoding.UTF8.GetBytes(json));

        var kept = PackedSpanContent.Pack(content);
        var stored = JsonSerializer.Serialize(kept, typeof(SpanContent), StoredJson.Options);
        var read = JsonSerializer.Deserialize<SpanContent>(stored, StoredJson.Options)!;

        Assert.Equal(json, stored);
        foreach (var spanContent in new[] { kept, read })
        {
            Assert.Equal(isPacked, spanContent is PackedSpanContent);
            Assert.Equal(content.Length, spanContent.Length);
            Assert.Equal(json, spanContent.ToString());
        }
    }
}
