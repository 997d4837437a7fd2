namespace Tauro.EndToEnd.Tests.Running;

[CollectionDefinition(Name)]
public sealed class EmbeddedCollection : ICollectionFixture<EmbeddedStack>
{
    public const string Name = "embedded stack";
}
