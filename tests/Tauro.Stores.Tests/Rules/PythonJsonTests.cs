using System.Text.Json.Nodes;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Tests.Rules;

public sealed class PythonJsonTests
{
    [Theory]
    [InlineData("""[]""", """[]""")]
    [InlineData("""{"a":[1,-2.50,1e3,true,null,{}],"b":"x"}""", """{"a": [1, -2.50, 1e3, true, null, {}], "b": "x"}""")]
    [InlineData("\"<&'+\\\"\\\\/\\u007f\"", "\"<&'+\\\"\\\\/\\u007f\"")]
    [InlineData("\"\\b\\f\\n\\r\\t\\u0001\"", "\"\\b\\f\\n\\r\\t\\u0001\"")]
    [InlineData("\"größe 😀\"", "\"gr\\u00f6\\u00dfe \\ud83d\\ude00\"")]
    public void JSON_is_written_as_Python_writes_it(string json, string written) =>
        Assert.Equal(written, PythonJson.Write(JsonNode.Parse(json)));
}
