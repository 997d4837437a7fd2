using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tests.Tables;

public sealed class KeyIndexTests
{
    private readonly KeyIndex index = new();

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("ключ/名前")]
    [InlineData("half \ud83e")]
    public void Any_text_is_a_key(string key)
    {
        index.Add("before");
        var number = index.Add(key);

        Assert.Equal((1, 1), (number, index.Find(key)));
        Assert.Equal(key, index.KeyAt(number));
        Assert.Equal(KeyIndex.Missing, index.Find(key + "x"));
    }

    [Fact]
    public void A_key_longer_than_a_block_is_found()
    {
        var keys = new[] { "a", new string('x', 3 << 20), "b" };
        foreach (var key in keys) index.Add(key);

        Assert.Equal(keys, Enumerable.Range(0, 3).Select(index.KeyAt));
        Assert.Equal([0, 1, 2], keys.Select(key => index.Find(key)));
    }

    [Fact]
    public void Removed_keys_free_their_memory_in_chunks_and_the_others_are_still_found()
    {
        const int Chunk = 4_096;
        for (var i = 0; i < (2 * Chunk) + 1; i++) index.Add(Key(i));
        var freed = Enumerable.Range(0, Chunk).Where(i => index.Remove(Key(i))).ToList();

        Assert.Equal([Chunk - 1], freed);
        Assert.Equal((Chunk + 1, Chunk), (index.Count, index.Find(Key(Chunk))));
        Assert.Equal(KeyIndex.Missing, index.Find(Key(0)));
        Assert.Equal((2 * Chunk) + 1, index.Add(Key(0)));
        Assert.Equal((2 * Chunk) + 1, index.Find(Key(0)));
        // A reader may still have the number of a key that was removed a moment ago.
        Assert.NotNull(index.KeyAt(17));

        static string Key(int i) => $"{i}-{new string('x', 600)}";
    }

    [Fact]
    public void A_removed_key_gets_another_number_when_it_is_added_again()
    {
        index.Add("a");
        index.Add("b");
        index.Remove("a");
        Assert.Equal((KeyIndex.Missing, 1), (index.Find("a"), index.Count));

        Assert.Equal(2, index.Add("a"));

        Assert.Equal((2, 1), (index.Find("a"), index.Find("b")));
    }

    [Fact]
    public void Keys_are_found_after_many_were_added_and_removed()
    {
        var random = new Random(1);
        var model = new Dictionary<string, int>();
        for (var i = 0; i < 100_000; i++)
        {
            var key = $"{random.Next(20_000)}";
            if (model.Remove(key)) index.Remove(key);
            else model[key] = index.Add(key);
        }

        Assert.Equal(model.Count, index.Count);
        Assert.All(Enumerable.Range(0, 20_000), i =>
            Assert.Equal(model.GetValueOrDefault($"{i}", KeyIndex.Missing), index.Find($"{i}")));
    }

    [Fact]
    public async Task Keys_are_found_while_others_are_added()
    {
        for (var i = 0; i < 1_000; i++) index.Add($"{i}");
        var adding = Task.Run(() =>
        {
            for (var i = 1_000; i < 200_000; i++) index.Add($"{i}");
        }, TestContext.Current.CancellationToken);

        while (!adding.IsCompleted) Assert.All(Enumerable.Range(0, 1_000), i => Assert.Equal(i, index.Find($"{i}")));

        await adding;
        Assert.Equal(199_999, index.Find("199999"));
    }
}
