using Tauro.Web.Files;

namespace Tauro.Web.Tests;

public sealed class FileTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", true, "a|b", "1|2")]
    [InlineData("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"", true, "a|b", "x, \"y\"|two\nlines")]
    [InlineData("a,b\n1,", true, "a|b", "1|")]
    [InlineData("a,b\n1,cut of", false, "a|b")]
    [InlineData("\n", true, "")]
    public void Rows_of_a_table_are_read_with_their_quotes(string content, bool isComplete, params string[] expected) =>
        Assert.Equal(
            expected, DelimitedRows.Read(content, ',', isComplete, 10).Select(row => string.Join('|', row)));

    [Fact]
    public void No_more_rows_are_read_than_are_shown() =>
        Assert.Equal(2, DelimitedRows.Read("1\n2\n3\n4", ',', true, 2).Count);

    [Fact]
    public void A_notebook_has_code_text_and_images_but_no_HTML()
    {
        var cells = Notebook.Read("""
            {"cells": [
              {"cell_type": "markdown", "source": ["# A\n", "b"]},
              {"cell_type": "code", "source": "x", "outputs": [
                {"text": ["1\n", "2"]},
                {"data": {"text/html": "<b>", "text/plain": "b"}},
                {"data": {"image/png": "AAAA\n"}},
                {"data": {"image/png": "\" onerror=x"}},
                {"data": {"text/html": "<script>"}}]}]}
            """)!;

        Assert.Equal([(true, "# A\nb"), (false, "x")], cells.Select(cell => (cell.IsMarkdown, cell.Source)));
        Assert.Equal(["1\n2", "b", null], cells[1].Outputs.Select(output => output.Text));
        Assert.Equal("AAAA", cells[1].Outputs[2].Png);
    }

    [Theory]
    [InlineData("{"), InlineData("[]"), InlineData("{\"cells\":3}"), InlineData("{\"cells\":[{}]}")]
    [InlineData("{\"cells\":[{\"cell_type\":1,\"source\":\"\"}]}")]
    public void What_is_no_notebook_is_not_read(string json) => Assert.Null(Notebook.Read(json));

    [Theory]
    [InlineData("a.PNG", FileKind.Image), InlineData("x/a.svg", FileKind.Page), InlineData("a.csv", FileKind.Table)]
    [InlineData("MLmodel", FileKind.Text), InlineData("a.pkl", FileKind.Unknown)]
    [InlineData("a.ipynb", FileKind.Notebook)]
    public void A_file_is_shown_by_its_extension(string path, FileKind expected) =>
        Assert.Equal(expected, FileKinds.Find(path));
}
