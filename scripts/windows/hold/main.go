// Hold opens a file as most programs on Windows do, so that nobody can rename or remove it, creates the second one to
// say that it has it, and keeps it open until that one is removed.
package main

import (
	"os"
	"time"
)

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	defer file.Close()
	if err := os.WriteFile(os.Args[2], nil, 0o666); err != nil {
		panic(err)
	}
	for range 600 {
		if _, err := os.Stat(os.Args[2]); err != nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}
