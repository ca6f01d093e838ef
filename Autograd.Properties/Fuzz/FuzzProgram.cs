using Autograd.Properties.Fuzzing;

if (
    args is not [var name, var casesText, var seedText] || !int.TryParse(casesText, out var cases) || !int.TryParse(
        seedText, out var seed))
{
    Console.Error.WriteLine("usage: Autograd.Fuzz READER|all CASES SEED");
    return 2;
}

var readers = Fuzzed.All.Where(reader => name == "all" || reader.Name == name).ToArray();
if (readers.Length == 0)
{
    Console.Error.WriteLine(
        $"no reader {name}: choose of {string.Join(", ", Fuzzed.All.Select(reader => reader.Name))}, or all");
    return 2;
}

var faults = 0;
foreach (var reader in readers)
{
    var run = FuzzRun.Of(reader, seed, cases);
    Console.WriteLine(run);
    foreach (var fault in run.Faults) Console.WriteLine($"  {fault}");
    faults += run.Faults.Count;
}

return faults == 0 ? 0 : 1;
