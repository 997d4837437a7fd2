namespace Tauro.LocalHosting.Tests.Connections;

/// <summary>A configured connection string gives the same parts as one that the engine made.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public void A_redis_string_with_tls_gives_a_rediss_uri()
    {
        var parts = Parts(RedisConnection.Parse("cache.test:6380,ssl=true,password=p@ss,abortConnect=false"));
        Assert.Equal("cache.test", parts["Host"]);
        Assert.Equal("6380", parts["Port"]);
        Assert.Equal("p@ss", parts["Password"]);
        Assert.Equal("rediss://:p%40ss@cache.test:6380", parts["Uri"]);
    }

    [Fact]
    public void A_redis_string_may_leave_out_port_and_password()
    {
        var parts = Parts(RedisConnection.Parse("cache.test"));
        Assert.Equal("6379", parts["Port"]);
        Assert.Equal("redis://cache.test:6379", parts["Uri"]);
        Assert.DoesNotContain("Password", parts.Keys);
    }

    [Fact]
    public void A_broker_uri_is_decoded_into_its_parts_and_kept_as_it_is()
    {
        var made = RabbitMQConnection.At(5673, "guest", "a/b");
        Assert.Equal("amqp://guest:a%2Fb@localhost:5673", made.ConnectionString);
        var parts = Parts(made);
        Assert.Equal("a/b", parts["Password"]);
        Assert.Equal("guest", parts["Username"]);
        Assert.Equal(made.ConnectionString, parts["Uri"]);
        Assert.Equal("5672", Parts(RabbitMQConnection.Parse("amqp://broker.test"))["Port"]);
    }

    [Fact]
    public void A_postgres_server_is_given_without_a_database()
    {
        var made = PostgresConnection.At(5433, "postgres", "pw");
        Assert.Equal("Host=localhost;Port=5433;Username=postgres;Password=pw", made.ConnectionString);
        Assert.Equal("postgresql://postgres:pw@localhost:5433", Parts(made)["Uri"]);
        Assert.DoesNotContain("DatabaseName", Parts(made).Keys);
    }

    [Fact]
    public void A_malformed_string_is_refused_without_repeating_it()
    {
        foreach (var parse in (Func<string, Connection>[])
            [RedisConnection.Parse, RabbitMQConnection.Parse, PostgresConnection.Parse])
        {
            var refusal = Assert.Throws<DistributedApplicationException>(() => parse("=hunter2"));
            Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> Parts(Connection connection) => new(connection.Properties);
}
