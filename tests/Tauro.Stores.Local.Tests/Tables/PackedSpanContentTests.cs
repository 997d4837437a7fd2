using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
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

    [Fact]
    public void A_part_of_the_searched_form_is_never_missed_and_most_other_strings_are()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var content = PackedSpanContent.Pack(NewContent(random));
            var written = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(written, AsIs)) content.WriteFile(json);
            var file = Encoding.UTF8.GetString(written.WrittenSpan);
            for (var i = 0; i < 200; i++)
            {
                var start = random.Next(file.Length);
                var part = file.Substring(start, random.Next(1, Math.Min(40, file.Length - start + 1)));
                Assert.NotNull(new RequiredWords([part], ignoreCase: false).FindIn(content));
                Assert.NotNull(new RequiredWords([part.ToUpperInvariant()], ignoreCase: true).FindIn(content));
            }

            var excluded = Enumerable.Range(0, 100).Count(
                _ => !PackedSpanContent.MayContain(content, [.. Trigrams.Find($"{random.NextInt64():x}")]));
            Assert.InRange(excluded, 90, 100);
            Assert.Null(new RequiredWords(["zq"], ignoreCase: true).FindIn(content));
        }
    }

    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static SpanContent NewContent(Random random)
    {
        object Value(int depth) => random.Next(depth > 2 ? 4 : 6) switch
        {
            0 => new { int_value = random.NextInt64() },
            1 => new { double_value = random.NextDouble() },
            2 => new { bool_value = random.Next(2) == 0 },
            3 => new { string_value = Prose() },
            4 => new { array_value = new { values = new[] { Value(depth + 1), Value(depth + 1) } } },
            _ => new { kvlist_value = new { values = new[] { new { key = Prose(), value = Value(depth + 1) } } } },
        };
        string Prose() => string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ =>
            random.Next(4) == 0 ? "\"\\\n\u0001é日<&'😀/"[random.Next(9)..][..1] : $"word{random.Next(100)} "));
        var attributes = Enumerable.Range(0, 12).Select(i => new { key = $"key.{i}", value = Value(0) }).ToArray();
        return SpanContent.From(JsonSerializer.SerializeToUtf8Bytes(new
        {
            trace_id = "AAAAAAAAAAAAAAAAAAAAAQ==",
            name = Prose(),
            attributes,
            events = new[] { new { time_unix_nano = 7, name = Prose(), attributes } },
            filler = new string('-', 600),
        }, new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }
}
