# 值班交接: nobody writes, nobody takes over, and nobody says who does instead
zone: Asia/Shanghai

# Wang leaves and Anna comes, who works in Berlin; as CTO Wang is asked in her place.
2024-09-08 18:00 time passes
2024-09-09 09:30 → notes to wang
2024-09-09 11:00 → notes (reminder) to wang
2024-09-09 12:00 → no-notes to anna, wang
2024-09-09 15:00 → talk (invite) to anna, wang
2024-09-10 14:15 → takeover to anna
2024-09-10 17:00 → takeover (reminder) to anna
2024-09-10 19:00 → takeover (also) to wang
2024-09-11 19:00 → takeover (reminder) to wang
2024-09-12 18:00 anna replies to takeover: swap
                 → instead to anna
2024-09-12 22:00 → instead (reminder) to anna
                 → instead (also) to wang
2024-09-13 22:00 → instead (reminder) to anna, wang
2024-09-14 22:00 → instead (reminder) to anna, wang
2024-09-17 18:00 time passes
= ONC-2024-0001 is in swapping
