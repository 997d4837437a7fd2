using Microsoft.AspNetCore.Http;

namespace Tauro.Web.Tests;

public sealed class RequestPathTests
{
    [Theory]
    [InlineData("", "/", "https://tauro.example")]
    [InlineData("/team/mlflow", "/team/mlflow/", "https://tauro.example/team/mlflow")]
    public void Links_and_addresses_begin_with_the_prefix_of_the_gateway(string prefix, string links, string address)
    {
        var request = new DefaultHttpContext
        {
            Request = { Scheme = "https", Host = new("tauro.example"), PathBase = prefix },
        }.Request;

        Assert.Equal((links, address), (RequestPath.GetBase(request), RequestPath.GetAddress(request)));
    }
}
