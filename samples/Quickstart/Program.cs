Console.WriteLine(LinuxLatest.ImageId);
