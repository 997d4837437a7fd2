using System.Text;
using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.ServiceDefaults.Tests.Mlflow;

public sealed class MlflowJsonTests
{
    [Theory]
    [InlineData("NaN"), InlineData("\"NaN\"")]
    public void The_values_of_a_body_are_limited(string first)
    {
        var values = string.Join(",", Enumerable.Repeat("0", Limits.JsonRowsMax));
        var body = Encoding.UTF8.GetBytes($$"""{"a":[{{first}},{{values}}]}""");

        var refused = Assert.Throws<MlflowException>(() => MlflowJson.Read(body));

        Assert.Contains($"{Limits.JsonRowsMax} values", refused.Message);
    }
}
