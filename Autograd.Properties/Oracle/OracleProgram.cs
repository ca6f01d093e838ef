using Autograd.Properties.Oracle;

if (args is not [var graphs, var seed, var path] || !int.TryParse(graphs, out var count) || count < 1
    || !int.TryParse(seed, out var start))
{
    Console.Error.WriteLine("usage: Autograd.Oracle GRAPHS SEED FILE");
    return 2;
}

using var file = File.CreateText(path);
foreach (var given in TorchConventions.All.SelectMany(convention => convention.Cases)
    .Concat(OracleCase.Random(start, count)).Concat(ZeroExponents.Cases))
{
    file.WriteLine(OracleLine.Of(given).ToJson());
}

return 0;
