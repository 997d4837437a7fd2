namespace Tauro.EndToEnd.Tests.Readme;

public sealed class ReadmeSamplesTests
{
    [Fact]
    public void A_block_has_its_language_tags_code_and_line()
    {
        var block = Assert.Single(ReadmeSamples.Read("# Start\n\n```bash quickstart slow\ncurl a\ncurl b\n```\n"));

        Assert.Equal("bash", block.Language);
        Assert.Equal(["quickstart", "slow"], block.Tags);
        Assert.Equal("curl a\ncurl b\n", block.Code);
        Assert.Equal(3, block.Line);
    }

    [Fact]
    public void Blocks_are_returned_in_the_order_of_the_page() =>
        Assert.Equal(["1\n", "2\n", "3\n"],
            ReadmeSamples.Read("```\n1\n```\n~~~ sh\n2\n~~~\n```\n3\n```").Select(b => b.Code));

    [Fact]
    public void The_indent_of_a_list_is_removed_from_its_blocks() =>
        Assert.Equal("if (x)\n  y();\n",
            Assert.Single(ReadmeSamples.Read("1. Do\n\n   ```csharp\n   if (x)\n     y();\n   ```\n")).Code);

    [Fact]
    public void A_block_with_a_longer_fence_may_contain_a_shorter_one() =>
        Assert.Equal("```bash\nls\n```\n", Assert.Single(ReadmeSamples.Read("````md\n```bash\nls\n```\n````\n")).Code);

    [Fact]
    public void A_block_that_is_never_closed_is_an_error()
    {
        var error = Assert.Throws<FormatException>(() => ReadmeSamples.Read("text\n```bash\nls\n").ToList());

        Assert.Contains("line 2", error.Message);
    }
}
